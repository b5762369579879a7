/**
 * The columns of a framework by their places: Moodle looks at nothing else, since it translates what they are called. These
 * are the English names.
 */
export const frameworkColumns = [
  'Parent id number',
  'Id number',
  'Shortname',
  'Description',
  'Description format',
  'Scale values',
  'Scale configuration',
  'Rule type (optional)',
  'Rule outcome (optional)',
  'Rule config (optional)',
  'Cross referenced competency id numbers',
  'Exported id (optional)',
  'Is framework',
  'Taxonomy',
] as const;

/** Where each column is. */
export const places = {
  parent: 0,
  id: 1,
  title: 2,
  description: 3,
  descriptionFormat: 4,
  scale: 5,
  scaleConfiguration: 6,
  ruleType: 7,
  ruleOutcome: 8,
  ruleConfiguration: 9,
  references: 10,
  exportedId: 11,
  isFramework: 12,
  taxonomies: 13,
} as const;

/** The system of external ids that are id numbers of competencies. */
export const moodleSystem = 'moodle';

/** Moodle cuts longer id numbers and names, and takes tags out of them. */
export const charactersMax = 100;

/** Moodle's words for competencies by how deep they stand. */
export const ownTaxonomies = 'domain,skill,level,competency';
