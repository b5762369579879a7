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
CREATE TABLE "credential_issuers" (
	"issuer" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"keys" text NOT NULL,
	"recipient_system" text,
	"level" text,
	"level_by_achievement_type" text NOT NULL,
	"allowed_at" timestamp (3) with time zone NOT NULL,
	"allowed_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"learner" text NOT NULL,
	"source" text NOT NULL,
	"id" text NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"digest" text NOT NULL,
	"places" bigint NOT NULL,
	"is_retracted" boolean NOT NULL,
	CONSTRAINT "credentials_learner_source_id_pk" PRIMARY KEY("learner","source","id")
);
--> statement-breakpoint
CREATE TABLE "general_changes" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"what" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"options" text NOT NULL,
	"actor" text NOT NULL,
	"owner" text NOT NULL,
	"state" text NOT NULL,
	"parts" bigint NOT NULL,
	"characters" bigint NOT NULL,
	"total" bigint,
	"processed" bigint NOT NULL,
	"created" bigint NOT NULL,
	"updated" bigint NOT NULL,
	"unchanged" bigint NOT NULL,
	"rejected" bigint NOT NULL,
	"message" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"lease" text,
	"leased_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "import_parts" (
	"job" text NOT NULL,
	"number" bigint NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "import_parts_job_number_pk" PRIMARY KEY("job","number")
);
--> statement-breakpoint
CREATE TABLE "import_refusals" (
	"job" text NOT NULL,
	"number" bigint NOT NULL,
	"row" bigint NOT NULL,
	"path" text NOT NULL,
	"message" text NOT NULL,
	CONSTRAINT "import_refusals_job_number_pk" PRIMARY KEY("job","number")
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
CREATE TABLE "persisted_operations" (
	"name" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"document" text NOT NULL,
	"registered_by" text NOT NULL,
	"registered_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roster_agents" (
	"user" text NOT NULL,
	"agent" text NOT NULL,
	CONSTRAINT "roster_agents_user_agent_pk" PRIMARY KEY("user","agent")
);
--> statement-breakpoint
CREATE TABLE "roster_classes" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"sourced_id" text NOT NULL,
	"cohort" text,
	"title" text NOT NULL,
	"org" text,
	"terms" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roster_enrollments" (
	"source" text NOT NULL,
	"sourced_id" text NOT NULL,
	"class" text NOT NULL,
	"user" text NOT NULL,
	"role" text NOT NULL,
	"begins_on" text,
	"ends_on" text,
	CONSTRAINT "roster_enrollments_source_sourced_id_pk" PRIMARY KEY("source","sourced_id")
);
--> statement-breakpoint
CREATE TABLE "roster_users" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"sourced_id" text NOT NULL,
	"learner" text,
	"mentor" text,
	"is_enabled" boolean NOT NULL,
	"name" text,
	"mail" text,
	"external_ids" text NOT NULL,
	"roles" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rosters" (
	"source" text PRIMARY KEY NOT NULL,
	"orgs" text NOT NULL,
	"terms" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
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
CREATE TABLE "webhook_attempts" (
	"delivery" text NOT NULL,
	"number" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"milliseconds" bigint NOT NULL,
	"status" bigint,
	"problem" text,
	CONSTRAINT "webhook_attempts_delivery_number_pk" PRIMARY KEY("delivery","number")
);
--> statement-breakpoint
CREATE TABLE "webhook_cursors" (
	"name" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"endpoint" text NOT NULL,
	"event" text NOT NULL,
	"state" text NOT NULL,
	"next_at" timestamp (3) with time zone,
	"lease" text,
	"attempt_count" bigint NOT NULL,
	"tries_made" bigint NOT NULL,
	"queued_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"id" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"title" text NOT NULL,
	"types" text NOT NULL,
	"secret" text NOT NULL,
	"former_secret" text,
	"rotates_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"disabled_because" text,
	"last_delivered_at" timestamp (3) with time zone,
	"paused_until" timestamp (3) with time zone,
	"after_sequence" bigint NOT NULL,
	"after_revisions" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"learner" text,
	"data" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"is_due" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "cohort_members" ADD COLUMN "roster" text;--> statement-breakpoint
ALTER TABLE "cohort_mentors" ADD COLUMN "roster" text;--> statement-breakpoint
ALTER TABLE "mentees" ADD COLUMN "roster" text;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "persisted_operations_only" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "cohort_external_ids" ADD CONSTRAINT "cohort_external_ids_owner_cohorts_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_parts" ADD CONSTRAINT "import_parts_job_import_jobs_id_fk" FOREIGN KEY ("job") REFERENCES "public"."import_jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_refusals" ADD CONSTRAINT "import_refusals_job_import_jobs_id_fk" FOREIGN KEY ("job") REFERENCES "public"."import_jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner_mails" ADD CONSTRAINT "learner_mails_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentor_external_ids" ADD CONSTRAINT "mentor_external_ids_owner_mentors_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."mentors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_agents" ADD CONSTRAINT "roster_agents_user_roster_users_id_fk" FOREIGN KEY ("user") REFERENCES "public"."roster_users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_agents" ADD CONSTRAINT "roster_agents_agent_roster_users_id_fk" FOREIGN KEY ("agent") REFERENCES "public"."roster_users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_classes" ADD CONSTRAINT "roster_classes_cohort_cohorts_id_fk" FOREIGN KEY ("cohort") REFERENCES "public"."cohorts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_enrollments" ADD CONSTRAINT "roster_enrollments_class_roster_classes_id_fk" FOREIGN KEY ("class") REFERENCES "public"."roster_classes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_enrollments" ADD CONSTRAINT "roster_enrollments_user_roster_users_id_fk" FOREIGN KEY ("user") REFERENCES "public"."roster_users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_users" ADD CONSTRAINT "roster_users_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_users" ADD CONSTRAINT "roster_users_mentor_mentors_id_fk" FOREIGN KEY ("mentor") REFERENCES "public"."mentors"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_delivery_webhook_deliveries_id_fk" FOREIGN KEY ("delivery") REFERENCES "public"."webhook_deliveries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpoint_webhook_endpoints_id_fk" FOREIGN KEY ("endpoint") REFERENCES "public"."webhook_endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_event_webhook_events_id_fk" FOREIGN KEY ("event") REFERENCES "public"."webhook_events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "cohort_external_ids_system_external_id" ON "cohort_external_ids" USING btree ("system","external_id");--> statement-breakpoint
CREATE INDEX "general_changes_subject" ON "general_changes" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "import_jobs_state" ON "import_jobs" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "import_jobs_owner" ON "import_jobs" USING btree ("owner","id");--> statement-breakpoint
CREATE INDEX "learner_mails_hash" ON "learner_mails" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "mentor_external_ids_system_external_id" ON "mentor_external_ids" USING btree ("system","external_id");--> statement-breakpoint
CREATE INDEX "persisted_operations_hash" ON "persisted_operations" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "roster_agents_agent" ON "roster_agents" USING btree ("agent");--> statement-breakpoint
CREATE UNIQUE INDEX "roster_classes_sourced_id" ON "roster_classes" USING btree ("source","sourced_id");--> statement-breakpoint
CREATE INDEX "roster_classes_cohort" ON "roster_classes" USING btree ("cohort");--> statement-breakpoint
CREATE INDEX "roster_enrollments_class" ON "roster_enrollments" USING btree ("class");--> statement-breakpoint
CREATE INDEX "roster_enrollments_user" ON "roster_enrollments" USING btree ("user");--> statement-breakpoint
CREATE UNIQUE INDEX "roster_users_sourced_id" ON "roster_users" USING btree ("source","sourced_id");--> statement-breakpoint
CREATE INDEX "roster_users_learner" ON "roster_users" USING btree ("learner");--> statement-breakpoint
CREATE INDEX "roster_users_mentor" ON "roster_users" USING btree ("mentor");--> statement-breakpoint
CREATE INDEX "statement_activities_count" ON "statement_activities" USING btree ("statement_count");--> statement-breakpoint
CREATE INDEX "statement_actors_system" ON "statement_actors" USING btree ("system","external_id");--> statement-breakpoint
CREATE INDEX "statement_actors_mail_hash" ON "statement_actors" USING btree ("mail_hash");--> statement-breakpoint
CREATE INDEX "statement_actors_learner" ON "statement_actors" USING btree ("learner");--> statement-breakpoint
CREATE INDEX "statement_actors_due" ON "statement_actors" USING btree ("is_due");--> statement-breakpoint
CREATE UNIQUE INDEX "statements_id" ON "statements" USING btree ("source","id");--> statement-breakpoint
CREATE INDEX "statements_repetition" ON "statements" USING btree ("source","repetition");--> statement-breakpoint
CREATE INDEX "statements_actor" ON "statements" USING btree ("source","actor","sequence");--> statement-breakpoint
CREATE INDEX "statements_object" ON "statements" USING btree ("source","object","sequence");--> statement-breakpoint
CREATE INDEX "statements_verb" ON "statements" USING btree ("source","verb","sequence");--> statement-breakpoint
CREATE INDEX "statements_refers_to" ON "statements" USING btree ("source","refers_to");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_endpoint" ON "webhook_deliveries" USING btree ("endpoint","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_next" ON "webhook_deliveries" USING btree ("endpoint","state","next_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_event" ON "webhook_deliveries" USING btree ("event");--> statement-breakpoint
CREATE INDEX "webhook_events_due" ON "webhook_events" USING btree ("is_due");--> statement-breakpoint
CREATE INDEX "webhook_events_learner" ON "webhook_events" USING btree ("learner");--> statement-breakpoint
CREATE INDEX "webhook_events_at" ON "webhook_events" USING btree ("at");