ALTER TABLE "adopted_roadmaps" ADD COLUMN "checked_related" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "areas" ADD COLUMN "external_ids" text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "career_paths" ADD COLUMN "replaces" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "career_paths" ADD COLUMN "external_ids" text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "headings" ADD COLUMN "external_ids" text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "replaces" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "external_ids" text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "skills" ADD COLUMN "external_ids" text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "skills" ADD COLUMN "notes" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX "adopted_roadmaps_related" ON "adopted_roadmaps" USING btree ("curriculum","ended_at","checked_related");