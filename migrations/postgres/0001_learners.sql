CREATE TABLE "adopted_roadmaps" (
	"learner" text NOT NULL,
	"id" text NOT NULL,
	"request" text NOT NULL,
	"curriculum" text NOT NULL,
	"revision" bigint NOT NULL,
	"plan" text NOT NULL,
	"adopted_at" timestamp (3) with time zone NOT NULL,
	"planned_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"due_since" timestamp (3) with time zone,
	"checked_revision" bigint NOT NULL,
	"feed_key" text NOT NULL,
	CONSTRAINT "adopted_roadmaps_learner_id_pk" PRIMARY KEY("learner","id")
);
--> statement-breakpoint
CREATE TABLE "change_head" (
	"only" bigint PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cohort_members" (
	"learner" text NOT NULL,
	"cohort" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cohort_members_learner_cohort_pk" PRIMARY KEY("learner","cohort")
);
--> statement-breakpoint
CREATE TABLE "cohort_mentors" (
	"cohort" text NOT NULL,
	"mentor" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cohort_mentors_cohort_mentor_pk" PRIMARY KEY("cohort","mentor")
);
--> statement-breakpoint
CREATE TABLE "cohorts" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"learner" text NOT NULL,
	"number" bigint NOT NULL,
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"digest" text NOT NULL,
	"kind" text NOT NULL,
	"curriculum" text,
	"skill" text,
	"level" text,
	"outcome" text,
	"score" double precision,
	"strength" double precision,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	"data" text,
	CONSTRAINT "evidence_learner_number_pk" PRIMARY KEY("learner","number")
);
--> statement-breakpoint
CREATE TABLE "external_ids" (
	"learner" text NOT NULL,
	"system" text NOT NULL,
	"external_id" text NOT NULL,
	CONSTRAINT "external_ids_learner_system_external_id_pk" PRIMARY KEY("learner","system","external_id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"owner" text NOT NULL,
	"key" text NOT NULL,
	"payload_digest" text NOT NULL,
	"response" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_owner_key_pk" PRIMARY KEY("owner","key")
);
--> statement-breakpoint
CREATE TABLE "learner_changes" (
	"learner" text NOT NULL,
	"sequence" bigint NOT NULL,
	"kind" text NOT NULL,
	"roadmap" text,
	"what" text NOT NULL,
	"cause" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "learner_changes_learner_sequence_pk" PRIMARY KEY("learner","sequence")
);
--> statement-breakpoint
CREATE TABLE "learner_heads" (
	"learner" text PRIMARY KEY NOT NULL,
	"evidence" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "learners" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text,
	"mail" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"hours_per_week" double precision,
	"wishes" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mentees" (
	"learner" text NOT NULL,
	"mentor" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "mentees_learner_mentor_pk" PRIMARY KEY("learner","mentor")
);
--> statement-breakpoint
CREATE TABLE "mentors" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text,
	"mail" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"learner" text NOT NULL,
	"id" text NOT NULL,
	"written_by" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notes_learner_id_pk" PRIMARY KEY("learner","id")
);
--> statement-breakpoint
CREATE TABLE "placements" (
	"learner" text NOT NULL,
	"id" text NOT NULL,
	"curriculum" text NOT NULL,
	"revision" bigint NOT NULL,
	"request" text NOT NULL,
	"standing" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "placements_learner_id_pk" PRIMARY KEY("learner","id")
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"kind" text NOT NULL,
	"learner" text,
	"mentor" text,
	"scopes" text NOT NULL,
	"title" text NOT NULL,
	"prefix" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "adopted_roadmaps" ADD CONSTRAINT "adopted_roadmaps_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_members" ADD CONSTRAINT "cohort_members_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_members" ADD CONSTRAINT "cohort_members_cohort_cohorts_id_fk" FOREIGN KEY ("cohort") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_mentors" ADD CONSTRAINT "cohort_mentors_cohort_cohorts_id_fk" FOREIGN KEY ("cohort") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_mentors" ADD CONSTRAINT "cohort_mentors_mentor_mentors_id_fk" FOREIGN KEY ("mentor") REFERENCES "public"."mentors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_ids" ADD CONSTRAINT "external_ids_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner_changes" ADD CONSTRAINT "learner_changes_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentees" ADD CONSTRAINT "mentees_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentees" ADD CONSTRAINT "mentees_mentor_mentors_id_fk" FOREIGN KEY ("mentor") REFERENCES "public"."mentors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_mentor_mentors_id_fk" FOREIGN KEY ("mentor") REFERENCES "public"."mentors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "adopted_roadmaps_due_since" ON "adopted_roadmaps" USING btree ("due_since");--> statement-breakpoint
CREATE INDEX "adopted_roadmaps_checked" ON "adopted_roadmaps" USING btree ("curriculum","ended_at","checked_revision");--> statement-breakpoint
CREATE INDEX "cohort_members_cohort" ON "cohort_members" USING btree ("cohort","learner");--> statement-breakpoint
CREATE INDEX "cohort_mentors_mentor" ON "cohort_mentors" USING btree ("mentor","cohort");--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_versions" ON "evidence" USING btree ("learner","source","external_id","digest");--> statement-breakpoint
CREATE UNIQUE INDEX "external_ids_system_external_id" ON "external_ids" USING btree ("system","external_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "learner_changes_sequence" ON "learner_changes" USING btree ("sequence");--> statement-breakpoint
CREATE INDEX "mentees_mentor" ON "mentees" USING btree ("mentor","learner");--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_hash" ON "tokens" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "tokens_learner" ON "tokens" USING btree ("learner");--> statement-breakpoint
CREATE INDEX "tokens_mentor" ON "tokens" USING btree ("mentor");