export { versionMeant, type XapiVersion, xapiVersions } from './statement.ts';
