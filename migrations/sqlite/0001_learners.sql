CREATE TABLE `adopted_roadmaps` (
	`learner` text NOT NULL,
	`id` text NOT NULL,
	`request` text NOT NULL,
	`curriculum` text NOT NULL,
	`revision` integer NOT NULL,
	`plan` text NOT NULL,
	`adopted_at` integer NOT NULL,
	`planned_at` integer NOT NULL,
	`ended_at` integer,
	`due_since` integer,
	`checked_revision` integer NOT NULL,
	`feed_key` text NOT NULL,
	PRIMARY KEY(`learner`, `id`),
	FOREIGN KEY (`learner`) REFERENCES `learners`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `adopted_roadmaps_due_since` ON `adopted_roadmaps` (`due_since`);--> statement-breakpoint
CREATE INDEX `adopted_roadmaps_checked` ON `adopted_roadmaps` (`curriculum`,`ended_at`,`checked_revision`);--> statement-breakpoint
CREATE TABLE `change_head` (
	`only` integer PRIMARY KEY NOT NULL,
	`sequence` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `cohort_members` (
	`learner` text NOT NULL,
	`cohort` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`learner`, `cohort`),
	FOREIGN KEY (`learner`) REFERENCES `learners`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`cohort`) REFERENCES `cohorts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `cohort_members_cohort` ON `cohort_members` (`cohort`,`learner`);--> statement-breakpoint
CREATE TABLE `cohort_mentors` (
	`cohort` text NOT NULL,
	`mentor` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`cohort`, `mentor`),
	FOREIGN KEY (`cohort`) REFERENCES `cohorts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`mentor`) REFERENCES `mentors`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `cohort_mentors_mentor` ON `cohort_mentors` (`mentor`,`cohort`);--> statement-breakpoint
CREATE TABLE `cohorts` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `evidence` (
	`learner` text NOT NULL,
	`number` integer NOT NULL,
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`digest` text NOT NULL,
	`kind` text NOT NULL,
	`curriculum` text,
	`skill` text,
	`level` text,
	`outcome` text,
	`score` real,
	`strength` real,
	`occurred_at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`recorded_by` text NOT NULL,
	`note` text,
	`data` text,
	PRIMARY KEY(`learner`, `number`),
	FOREIGN KEY (`learner`) REFERENCES `learners`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_versions` ON `evidence` (`learner`,`source`,`external_id`,`digest`);--> statement-breakpoint
CREATE TABLE `external_ids` (
	`learner` text NOT NULL,
	`system` text NOT NULL,
	`external_id` text NOT NULL,
	PRIMARY KEY(`learner`, `system`, `external_id`),
	FOREIGN KEY (`learner`) REFERENCES `learners`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `external_ids_system_external_id` ON `external_ids` (`system`,`external_id`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`owner` text NOT NULL,
	`key` text NOT NULL,
	`payload_digest` text NOT NULL,
	`response` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`owner`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_created_at` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `learner_changes` (
	`learner` text NOT NULL,
	`sequence` integer NOT NULL,
	`kind` text NOT NULL,
	`roadmap` text,
	`what` text NOT NULL,
	`cause` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`learner`, `sequence`),
	FOREIGN KEY (`learner`) REFERENCES `learners`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `learner_changes_sequence` ON `learner_changes` (`sequence`);--> statement-breakpoint
CREATE TABLE `learner_heads` (
	`learner` text PRIMARY KEY NOT NULL,
	`evidence` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `learners` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`mail` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`hours_per_week` real,
	`wishes` text NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `mentees` (
	`learner` text NOT NULL,
	`mentor` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`learner`, `mentor`),
	FOREIGN KEY (`learner`) REFERENCES `learners`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`mentor`) REFERENCES `mentors`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `mentees_mentor` ON `mentees` (`mentor`,`learner`);--> statement-breakpoint
CREATE TABLE `mentors` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`mail` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `notes` (
	`learner` text NOT NULL,
	`id` text NOT NULL,
	`written_by` text NOT NULL,
	`text` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`learner`, `id`),
	FOREIGN KEY (`learner`) REFERENCES `learners`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `placements` (
	`learner` text NOT NULL,
	`id` text NOT NULL,
	`curriculum` text NOT NULL,
	`revision` integer NOT NULL,
	`request` text NOT NULL,
	`standing` text NOT NULL,
	`started_at` integer NOT NULL,
	`answered_at` integer NOT NULL,
	`done_at` integer,
	PRIMARY KEY(`learner`, `id`),
	FOREIGN KEY (`learner`) REFERENCES `learners`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`kind` text NOT NULL,
	`learner` text,
	`mentor` text,
	`scopes` text NOT NULL,
	`title` text NOT NULL,
	`prefix` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`learner`) REFERENCES `learners`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`mentor`) REFERENCES `mentors`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_hash` ON `tokens` (`hash`);--> statement-breakpoint
CREATE INDEX `tokens_learner` ON `tokens` (`learner`);--> statement-breakpoint
CREATE INDEX `tokens_mentor` ON `tokens` (`mentor`);