CREATE TABLE "activity_mappings" (
	"activity" text PRIMARY KEY NOT NULL,
	"iri" text NOT NULL,
	"competencies" text NOT NULL,
	"least_ratio" double precision,
	"completion_counts" boolean NOT NULL,
	"parts_count" boolean NOT NULL,
	"verbs" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cohort_external_ids" (
	"owner" text NOT NULL,
	"system" text NOT NULL,
	"external_id" text NOT NULL,
	CONSTRAINT "cohort_external_ids_owner_system_external_id_pk" PRIMARY KEY("owner","system","external_id")
);
--> statement-breakpoint
CREATE TABLE "learner_mails" (
	"learner" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "learner_mails_learner_pk" PRIMARY KEY("learner")
);
--> statement-breakpoint
CREATE TABLE "mentor_external_ids" (
	"owner" text NOT NULL,
	"system" text NOT NULL,
	"external_id" text NOT NULL,
	CONSTRAINT "mentor_external_ids_owner_system_external_id_pk" PRIMARY KEY("owner","system","external_id")
);
--> statement-breakpoint
CREATE TABLE "statement_activities" (
	"source" text NOT NULL,
	"activity" text NOT NULL,
	"iri" text NOT NULL,
	"name" text,
	"statement_count" bigint NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "statement_activities_source_activity_pk" PRIMARY KEY("source","activity")
);
--> statement-breakpoint
CREATE TABLE "statement_actors" (
	"source" text NOT NULL,
	"actor" text NOT NULL,
	"system" text NOT NULL,
	"external_id" text NOT NULL,
	"mail_hash" text,
	"name" text,
	"learner" text,
	"is_due" boolean NOT NULL,
	"first_sequence" bigint NOT NULL,
	"statement_count" bigint NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "statement_actors_source_actor_pk" PRIMARY KEY("source","actor")
);
--> statement-breakpoint
CREATE TABLE "statement_heads" (
	"source" text PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL,
	"stored_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "statement_readings" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"term" text NOT NULL,
	"after" bigint NOT NULL,
	"former_learner" text
);
--> statement-breakpoint
CREATE TABLE "statement_terms" (
	"source" text NOT NULL,
	"term" text NOT NULL,
	"sequence" bigint NOT NULL,
	CONSTRAINT "statement_terms_source_term_sequence_pk" PRIMARY KEY("source","term","sequence")
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"source" text NOT NULL,
	"sequence" bigint NOT NULL,
	"id" text NOT NULL,
	"actor" text,
	"verb" text NOT NULL,
	"object" text,
	"refers_to" text,
	"stored_at" timestamp (3) with time zone NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"is_timed" boolean NOT NULL,
	"is_voided" boolean NOT NULL,
	"digest" text NOT NULL,
	"repetition" text,
	"recorded_by" text NOT NULL,
	"statement" text NOT NULL,
	CONSTRAINT "statements_source_sequence_pk" PRIMARY KEY("source","sequence")
);
--> statement-breakpoint
ALTER TABLE "cohort_external_ids" ADD CONSTRAINT "cohort_external_ids_owner_cohorts_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner_mails" ADD CONSTRAINT "learner_mails_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentor_external_ids" ADD CONSTRAINT "mentor_external_ids_owner_mentors_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."mentors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "cohort_external_ids_system_external_id" ON "cohort_external_ids" USING btree ("system","external_id");--> statement-breakpoint
CREATE INDEX "learner_mails_hash" ON "learner_mails" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "mentor_external_ids_system_external_id" ON "mentor_external_ids" USING btree ("system","external_id");--> statement-breakpoint
CREATE INDEX "statement_activities_count" ON "statement_activities" USING btree ("statement_count");--> statement-breakpoint
CREATE INDEX "statement_actors_system" ON "statement_actors" USING btree ("system","external_id");--> statement-breakpoint
CREATE INDEX "statement_actors_mail_hash" ON "statement_actors" USING btree ("mail_hash");--> statement-breakpoint
CREATE INDEX "statement_actors_learner" ON "statement_actors" USING btree ("learner");--> statement-breakpoint
CREATE INDEX "statement_actors_due" ON "statement_actors" USING btree ("is_due");--> statement-breakpoint
CREATE UNIQUE INDEX "statements_id" ON "statements" USING btree ("source","id");--> statement-breakpoint
CREATE INDEX "statements_repetition" ON "statements" USING btree ("source","repetition");--> statement-breakpoint
CREATE INDEX "statements_actor" ON "statements" USING btree ("source","actor","sequence");--> statement-breakpoint
CREATE INDEX "statements_object" ON "statements" USING btree ("source","object","sequence");--> statement-breakpoint
CREATE INDEX "statements_refers_to" ON "statements" USING btree ("source","refers_to");