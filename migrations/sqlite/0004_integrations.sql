CREATE TABLE `activity_mappings` (
	`activity` text PRIMARY KEY NOT NULL,
	`iri` text NOT NULL,
	`competencies` text NOT NULL,
	`least_ratio` real,
	`completion_counts` integer NOT NULL,
	`parts_count` integer NOT NULL,
	`verbs` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `cohort_external_ids` (
	`owner` text NOT NULL,
	`system` text NOT NULL,
	`external_id` text NOT NULL,
	PRIMARY KEY(`owner`, `system`, `external_id`),
	FOREIGN KEY (`owner`) REFERENCES `cohorts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cohort_external_ids_system_external_id` ON `cohort_external_ids` (`system`,`external_id`);--> statement-breakpoint
CREATE TABLE `learner_mails` (
	`learner` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`learner`) REFERENCES `learners`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `learner_mails_hash` ON `learner_mails` (`hash`);--> statement-breakpoint
CREATE TABLE `mentor_external_ids` (
	`owner` text NOT NULL,
	`system` text NOT NULL,
	`external_id` text NOT NULL,
	PRIMARY KEY(`owner`, `system`, `external_id`),
	FOREIGN KEY (`owner`) REFERENCES `mentors`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mentor_external_ids_system_external_id` ON `mentor_external_ids` (`system`,`external_id`);--> statement-breakpoint
CREATE TABLE `statement_activities` (
	`source` text NOT NULL,
	`activity` text NOT NULL,
	`iri` text NOT NULL,
	`name` text,
	`statement_count` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	PRIMARY KEY(`source`, `activity`)
);
--> statement-breakpoint
CREATE INDEX `statement_activities_count` ON `statement_activities` (`statement_count`);--> statement-breakpoint
CREATE TABLE `statement_actors` (
	`source` text NOT NULL,
	`actor` text NOT NULL,
	`system` text NOT NULL,
	`external_id` text NOT NULL,
	`mail_hash` text,
	`name` text,
	`learner` text,
	`is_due` integer NOT NULL,
	`first_sequence` integer NOT NULL,
	`statement_count` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	PRIMARY KEY(`source`, `actor`)
);
--> statement-breakpoint
CREATE INDEX `statement_actors_system` ON `statement_actors` (`system`,`external_id`);--> statement-breakpoint
CREATE INDEX `statement_actors_mail_hash` ON `statement_actors` (`mail_hash`);--> statement-breakpoint
CREATE INDEX `statement_actors_learner` ON `statement_actors` (`learner`);--> statement-breakpoint
CREATE INDEX `statement_actors_due` ON `statement_actors` (`is_due`);--> statement-breakpoint
CREATE TABLE `statement_heads` (
	`source` text PRIMARY KEY NOT NULL,
	`sequence` integer NOT NULL,
	`stored_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `statement_readings` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`term` text NOT NULL,
	`after` integer NOT NULL,
	`former_learner` text
);
--> statement-breakpoint
CREATE TABLE `statement_terms` (
	`source` text NOT NULL,
	`term` text NOT NULL,
	`sequence` integer NOT NULL,
	PRIMARY KEY(`source`, `term`, `sequence`)
);
--> statement-breakpoint
CREATE TABLE `statements` (
	`source` text NOT NULL,
	`sequence` integer NOT NULL,
	`id` text NOT NULL,
	`actor` text,
	`verb` text NOT NULL,
	`object` text,
	`refers_to` text,
	`stored_at` integer NOT NULL,
	`occurred_at` integer NOT NULL,
	`is_timed` integer NOT NULL,
	`is_voided` integer NOT NULL,
	`digest` text NOT NULL,
	`repetition` text,
	`recorded_by` text NOT NULL,
	`statement` text NOT NULL,
	PRIMARY KEY(`source`, `sequence`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `statements_id` ON `statements` (`source`,`id`);--> statement-breakpoint
CREATE INDEX `statements_repetition` ON `statements` (`source`,`repetition`);--> statement-breakpoint
CREATE INDEX `statements_actor` ON `statements` (`source`,`actor`,`sequence`);--> statement-breakpoint
CREATE INDEX `statements_object` ON `statements` (`source`,`object`,`sequence`);--> statement-breakpoint
CREATE INDEX `statements_refers_to` ON `statements` (`source`,`refers_to`);