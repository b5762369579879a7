CREATE TABLE `advice` (
	`curriculum` text NOT NULL,
	`since_revision` integer NOT NULL,
	`until_revision` integer,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`when` text NOT NULL,
	`says` text NOT NULL,
	PRIMARY KEY(`curriculum`, `slug`, `since_revision`),
	FOREIGN KEY (`curriculum`) REFERENCES `curricula`(`slug`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `areas` (
	`curriculum` text NOT NULL,
	`since_revision` integer NOT NULL,
	`until_revision` integer,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`position` integer NOT NULL,
	`summary` text,
	`side` text,
	PRIMARY KEY(`curriculum`, `slug`, `since_revision`),
	FOREIGN KEY (`curriculum`) REFERENCES `curricula`(`slug`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `career_paths` (
	`curriculum` text NOT NULL,
	`since_revision` integer NOT NULL,
	`until_revision` integer,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`interests` text NOT NULL,
	`requires` text NOT NULL,
	`prefers` text NOT NULL,
	PRIMARY KEY(`curriculum`, `slug`, `since_revision`),
	FOREIGN KEY (`curriculum`) REFERENCES `curricula`(`slug`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `curricula` (
	`slug` text PRIMARY KEY NOT NULL,
	`head` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `headings` (
	`curriculum` text NOT NULL,
	`since_revision` integer NOT NULL,
	`until_revision` integer,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`summary` text,
	`levels` text NOT NULL,
	`sides` text NOT NULL,
	`interests` text NOT NULL,
	PRIMARY KEY(`curriculum`, `slug`, `since_revision`),
	FOREIGN KEY (`curriculum`) REFERENCES `curricula`(`slug`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `projects` (
	`curriculum` text NOT NULL,
	`since_revision` integer NOT NULL,
	`until_revision` integer,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`hours` real NOT NULL,
	`requires` text,
	`practises` text NOT NULL,
	`prefers` text NOT NULL,
	PRIMARY KEY(`curriculum`, `slug`, `since_revision`),
	FOREIGN KEY (`curriculum`) REFERENCES `curricula`(`slug`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `revisions` (
	`curriculum` text NOT NULL,
	`number` integer NOT NULL,
	`digest` text NOT NULL,
	`published_at` integer NOT NULL,
	`published_by` text NOT NULL,
	`note` text,
	PRIMARY KEY(`curriculum`, `number`),
	FOREIGN KEY (`curriculum`) REFERENCES `curricula`(`slug`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `skills` (
	`curriculum` text NOT NULL,
	`since_revision` integer NOT NULL,
	`until_revision` integer,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`area` text NOT NULL,
	`side` text,
	`side_note` text,
	`levels` text NOT NULL,
	`recommends` text NOT NULL,
	`because` text NOT NULL,
	`resources` text NOT NULL,
	`same_as` text NOT NULL,
	`replaces` text NOT NULL,
	PRIMARY KEY(`curriculum`, `slug`, `since_revision`),
	FOREIGN KEY (`curriculum`) REFERENCES `curricula`(`slug`) ON UPDATE no action ON DELETE no action
);
