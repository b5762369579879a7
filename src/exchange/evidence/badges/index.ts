export { type CredentialProblem, credentialProblemCodes } from './problem.ts';
