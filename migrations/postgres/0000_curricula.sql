CREATE TABLE "advice" (
	"curriculum" text NOT NULL,
	"since_revision" bigint NOT NULL,
	"until_revision" bigint,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"when" text NOT NULL,
	"says" text NOT NULL,
	CONSTRAINT "advice_curriculum_slug_since_revision_pk" PRIMARY KEY("curriculum","slug","since_revision")
);
--> statement-breakpoint
CREATE TABLE "areas" (
	"curriculum" text NOT NULL,
	"since_revision" bigint NOT NULL,
	"until_revision" bigint,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"position" bigint NOT NULL,
	"summary" text,
	"side" text,
	CONSTRAINT "areas_curriculum_slug_since_revision_pk" PRIMARY KEY("curriculum","slug","since_revision")
);
--> statement-breakpoint
CREATE TABLE "career_paths" (
	"curriculum" text NOT NULL,
	"since_revision" bigint NOT NULL,
	"until_revision" bigint,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"interests" text NOT NULL,
	"requires" text NOT NULL,
	"prefers" text NOT NULL,
	CONSTRAINT "career_paths_curriculum_slug_since_revision_pk" PRIMARY KEY("curriculum","slug","since_revision")
);
--> statement-breakpoint
CREATE TABLE "curricula" (
	"slug" text PRIMARY KEY NOT NULL,
	"head" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "headings" (
	"curriculum" text NOT NULL,
	"since_revision" bigint NOT NULL,
	"until_revision" bigint,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"summary" text,
	"levels" text NOT NULL,
	"sides" text NOT NULL,
	"interests" text NOT NULL,
	CONSTRAINT "headings_curriculum_slug_since_revision_pk" PRIMARY KEY("curriculum","slug","since_revision")
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"curriculum" text NOT NULL,
	"since_revision" bigint NOT NULL,
	"until_revision" bigint,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"hours" double precision NOT NULL,
	"requires" text,
	"practises" text NOT NULL,
	"prefers" text NOT NULL,
	CONSTRAINT "projects_curriculum_slug_since_revision_pk" PRIMARY KEY("curriculum","slug","since_revision")
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"curriculum" text NOT NULL,
	"number" bigint NOT NULL,
	"digest" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"published_by" text NOT NULL,
	"note" text,
	CONSTRAINT "revisions_curriculum_number_pk" PRIMARY KEY("curriculum","number")
);
--> statement-breakpoint
CREATE TABLE "skills" (
	"curriculum" text NOT NULL,
	"since_revision" bigint NOT NULL,
	"until_revision" bigint,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"area" text NOT NULL,
	"side" text,
	"side_note" text,
	"levels" text NOT NULL,
	"recommends" text NOT NULL,
	"because" text NOT NULL,
	"resources" text NOT NULL,
	"same_as" text NOT NULL,
	"replaces" text NOT NULL,
	CONSTRAINT "skills_curriculum_slug_since_revision_pk" PRIMARY KEY("curriculum","slug","since_revision")
);
--> statement-breakpoint
ALTER TABLE "advice" ADD CONSTRAINT "advice_curriculum_curricula_slug_fk" FOREIGN KEY ("curriculum") REFERENCES "public"."curricula"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "areas" ADD CONSTRAINT "areas_curriculum_curricula_slug_fk" FOREIGN KEY ("curriculum") REFERENCES "public"."curricula"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "career_paths" ADD CONSTRAINT "career_paths_curriculum_curricula_slug_fk" FOREIGN KEY ("curriculum") REFERENCES "public"."curricula"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "headings" ADD CONSTRAINT "headings_curriculum_curricula_slug_fk" FOREIGN KEY ("curriculum") REFERENCES "public"."curricula"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_curriculum_curricula_slug_fk" FOREIGN KEY ("curriculum") REFERENCES "public"."curricula"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_curriculum_curricula_slug_fk" FOREIGN KEY ("curriculum") REFERENCES "public"."curricula"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skills" ADD CONSTRAINT "skills_curriculum_curricula_slug_fk" FOREIGN KEY ("curriculum") REFERENCES "public"."curricula"("slug") ON DELETE no action ON UPDATE no action;