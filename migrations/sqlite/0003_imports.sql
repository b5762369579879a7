ALTER TABLE `adopted_roadmaps` ADD `checked_related` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `adopted_roadmaps_related` ON `adopted_roadmaps` (`curriculum`,`ended_at`,`checked_related`);--> statement-breakpoint
ALTER TABLE `areas` ADD `external_ids` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `career_paths` ADD `replaces` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `career_paths` ADD `external_ids` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `headings` ADD `external_ids` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `projects` ADD `replaces` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `projects` ADD `external_ids` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `skills` ADD `external_ids` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `skills` ADD `notes` text DEFAULT '[]' NOT NULL;