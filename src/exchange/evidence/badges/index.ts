export type { UnmappedAlignment } from './findings.ts';
export type { CredentialProblem } from './problem.ts';
export type { Alignment } from './showing.ts';
