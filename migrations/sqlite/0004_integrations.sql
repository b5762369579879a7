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
CREATE TABLE `credential_issuers` (
	`issuer` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`keys` text NOT NULL,
	`recipient_system` text,
	`level` text,
	`level_by_achievement_type` text NOT NULL,
	`allowed_at` integer NOT NULL,
	`allowed_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `credentials` (
	`learner` text NOT NULL,
	`source` text NOT NULL,
	`id` text NOT NULL,
	`issued_at` integer NOT NULL,
	`digest` text NOT NULL,
	`places` integer NOT NULL,
	`is_retracted` integer NOT NULL,
	PRIMARY KEY(`learner`, `source`, `id`),
	FOREIGN KEY (`learner`) REFERENCES `learners`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `general_changes` (
	`sequence` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`what` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `general_changes_subject` ON `general_changes` (`subject`);--> statement-breakpoint
CREATE TABLE `import_jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`options` text NOT NULL,
	`actor` text NOT NULL,
	`owner` text NOT NULL,
	`state` text NOT NULL,
	`parts` integer NOT NULL,
	`characters` integer NOT NULL,
	`total` integer,
	`processed` integer NOT NULL,
	`created` integer NOT NULL,
	`updated` integer NOT NULL,
	`unchanged` integer NOT NULL,
	`rejected` integer NOT NULL,
	`message` text,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer,
	`lease` text,
	`leased_until` integer
);
--> statement-breakpoint
CREATE INDEX `import_jobs_state` ON `import_jobs` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `import_jobs_owner` ON `import_jobs` (`owner`,`id`);--> statement-breakpoint
CREATE TABLE `import_parts` (
	`job` text NOT NULL,
	`number` integer NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`job`, `number`),
	FOREIGN KEY (`job`) REFERENCES `import_jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `import_refusals` (
	`job` text NOT NULL,
	`number` integer NOT NULL,
	`row` integer NOT NULL,
	`path` text NOT NULL,
	`message` text NOT NULL,
	PRIMARY KEY(`job`, `number`),
	FOREIGN KEY (`job`) REFERENCES `import_jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
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
CREATE TABLE `persisted_operations` (
	`name` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`document` text NOT NULL,
	`registered_by` text NOT NULL,
	`registered_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `persisted_operations_hash` ON `persisted_operations` (`hash`);--> statement-breakpoint
CREATE TABLE `roster_agents` (
	`user` text NOT NULL,
	`agent` text NOT NULL,
	PRIMARY KEY(`user`, `agent`),
	FOREIGN KEY (`user`) REFERENCES `roster_users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`agent`) REFERENCES `roster_users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `roster_agents_agent` ON `roster_agents` (`agent`);--> statement-breakpoint
CREATE TABLE `roster_classes` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`sourced_id` text NOT NULL,
	`cohort` text,
	`title` text NOT NULL,
	`org` text,
	`terms` text NOT NULL,
	FOREIGN KEY (`cohort`) REFERENCES `cohorts`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `roster_classes_sourced_id` ON `roster_classes` (`source`,`sourced_id`);--> statement-breakpoint
CREATE INDEX `roster_classes_cohort` ON `roster_classes` (`cohort`);--> statement-breakpoint
CREATE TABLE `roster_enrollments` (
	`source` text NOT NULL,
	`sourced_id` text NOT NULL,
	`class` text NOT NULL,
	`user` text NOT NULL,
	`role` text NOT NULL,
	`begins_on` text,
	`ends_on` text,
	PRIMARY KEY(`source`, `sourced_id`),
	FOREIGN KEY (`class`) REFERENCES `roster_classes`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user`) REFERENCES `roster_users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `roster_enrollments_class` ON `roster_enrollments` (`class`);--> statement-breakpoint
CREATE INDEX `roster_enrollments_user` ON `roster_enrollments` (`user`);--> statement-breakpoint
CREATE TABLE `roster_users` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`sourced_id` text NOT NULL,
	`learner` text,
	`mentor` text,
	`is_enabled` integer NOT NULL,
	`name` text,
	`mail` text,
	`external_ids` text NOT NULL,
	`roles` text NOT NULL,
	FOREIGN KEY (`learner`) REFERENCES `learners`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`mentor`) REFERENCES `mentors`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `roster_users_sourced_id` ON `roster_users` (`source`,`sourced_id`);--> statement-breakpoint
CREATE INDEX `roster_users_learner` ON `roster_users` (`learner`);--> statement-breakpoint
CREATE INDEX `roster_users_mentor` ON `roster_users` (`mentor`);--> statement-breakpoint
CREATE TABLE `rosters` (
	`source` text PRIMARY KEY NOT NULL,
	`orgs` text NOT NULL,
	`terms` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
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
CREATE INDEX `statements_verb` ON `statements` (`source`,`verb`,`sequence`);--> statement-breakpoint
CREATE INDEX `statements_refers_to` ON `statements` (`source`,`refers_to`);--> statement-breakpoint
CREATE TABLE `webhook_attempts` (
	`delivery` text NOT NULL,
	`number` integer NOT NULL,
	`at` integer NOT NULL,
	`milliseconds` integer NOT NULL,
	`status` integer,
	`problem` text,
	PRIMARY KEY(`delivery`, `number`),
	FOREIGN KEY (`delivery`) REFERENCES `webhook_deliveries`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `webhook_cursors` (
	`name` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`endpoint` text NOT NULL,
	`event` text NOT NULL,
	`state` text NOT NULL,
	`next_at` integer,
	`lease` text,
	`attempt_count` integer NOT NULL,
	`tries_made` integer NOT NULL,
	`queued_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`endpoint`) REFERENCES `webhook_endpoints`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`event`) REFERENCES `webhook_events`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `webhook_deliveries_endpoint` ON `webhook_deliveries` (`endpoint`,`id`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_next` ON `webhook_deliveries` (`endpoint`,`state`,`next_at`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_event` ON `webhook_deliveries` (`event`);--> statement-breakpoint
CREATE TABLE `webhook_endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`title` text NOT NULL,
	`types` text NOT NULL,
	`secret` text NOT NULL,
	`former_secret` text,
	`rotates_until` integer,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`disabled_at` integer,
	`disabled_because` text,
	`last_delivered_at` integer,
	`paused_until` integer,
	`after_sequence` integer NOT NULL,
	`after_revisions` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `webhook_events` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`learner` text,
	`data` text NOT NULL,
	`at` integer NOT NULL,
	`is_due` integer NOT NULL,
	FOREIGN KEY (`learner`) REFERENCES `learners`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `webhook_events_due` ON `webhook_events` (`is_due`);--> statement-breakpoint
CREATE INDEX `webhook_events_learner` ON `webhook_events` (`learner`);--> statement-breakpoint
CREATE INDEX `webhook_events_at` ON `webhook_events` (`at`);--> statement-breakpoint
ALTER TABLE `cohort_members` ADD `roster` text;--> statement-breakpoint
ALTER TABLE `cohort_mentors` ADD `roster` text;--> statement-breakpoint
ALTER TABLE `mentees` ADD `roster` text;--> statement-breakpoint
ALTER TABLE `tokens` ADD `persisted_operations_only` integer DEFAULT false NOT NULL;