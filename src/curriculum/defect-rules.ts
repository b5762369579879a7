/** A rule that a curriculum can break, for whoever wants to know more than the message of one defect says. */
export interface DefectRule {
  /** In a few words, as a heading. */
  readonly title: string;
  /** What it means that the rule is broken, and why that matters. */
  readonly meaning: string;
  /** What an author can do. */
  readonly mending: string;
}

/** Every rule by the code of its defects: first those of the text, then of names, of soundness, and of good measure. */
export const defectRules = {
  syntax: {
    title: 'The text cannot be read',
    meaning: 'It is neither YAML nor JSON at this place, so that nobody can tell what is meant.',
    mending: 'Look at the indentation, the colons, the quotes and the brackets of the line.',
  },
  'too-large': {
    title: 'The curriculum is too large',
    meaning: 'Reading it would take more room or time than anybody is given.',
    mending: 'Write it as JSON, which takes far less to read than YAML, or divide it.',
  },
  'too-deep': {
    title: 'Something is nested too deep',
    meaning: 'Lists and mappings stand within each other more often than anybody could follow.',
    mending: 'Take the inner part out, or name it as a skill of its own.',
  },
  'too-many-aliases': {
    title: 'Aliases repeat too much',
    meaning: 'A short text with aliases (`*name`) may stand for more than any memory holds.',
    mending: 'Write some of what they repeat out.',
  },
  'wrong-type': {
    title: 'A value of the wrong kind',
    meaning: 'A list stands where a text belongs, a text where a number belongs, or the like.',
    mending: 'Write what the message says belongs there.',
  },
  'missing-key': {
    title: 'Something is missing',
    meaning: 'An item lacks a key that all items of its kind have.',
    mending: 'Add the key.',
  },
  'unknown-key': {
    title: 'A key that means nothing here',
    meaning: 'Nobody would read what stands under it; mostly it is misspelt or one level too deep.',
    mending: 'Spell it as the format does, move it to where it belongs, or take it out.',
  },
  'duplicate-key': {
    title: 'A key stands twice',
    meaning: 'Only one of the two can count, and nothing says which.',
    mending: 'Make one of the two.',
  },
  'second-heading': {
    title: 'A second heading',
    meaning:
      'Title, levels, sides and interests stand in one file, whatever number of files there are.',
    mending: 'Move it to the file that says which curriculum it is, or take it out.',
  },
  'unknown-value': {
    title: 'A word that is none of the choices',
    meaning: 'Only a few words have a meaning at this place.',
    mending: 'Take one of those that the message names.',
  },
  'empty-text': {
    title: 'An empty text',
    meaning: 'Learners would be shown nothing where they look for something.',
    mending: 'Write something, or take the key out.',
  },
  'text-too-long': {
    title: 'A text that is too long',
    meaning: 'It would not fit where it is shown.',
    mending: 'Shorten it, or link to the rest.',
  },
  'unprintable-text': {
    title: 'A character that cannot be shown',
    meaning: 'Control characters can take over a terminal, and half a character no database keeps.',
    mending: 'Take the character out.',
  },
  'several-lines': {
    title: 'A text of several lines',
    meaning: 'It is shown in one line, as titles and ids are.',
    mending: 'Write it on one line.',
  },
  'bad-id': {
    title: 'An id that is none',
    meaning: 'Ids stand in addresses and commands, and never change.',
    mending: 'Use lower-case words joined by hyphens, such as `web-concepts`.',
  },
  'bad-reference': {
    title: 'A reference that is none',
    meaning: 'It names no skill in a way that can be read.',
    mending: 'Write `skill` or `skill@level`, as in `functions@working`.',
  },
  'bad-link': {
    title: 'An address that is none',
    meaning: 'Learners could not open it, or other systems could not follow it.',
    mending:
      'Begin it with `https://` or `http://`; an address of another system may be any `scheme:…`.',
  },
  'bad-hours': {
    title: 'Hours that cannot be',
    meaning: 'Time is counted in tenths of an hour, and everything takes some.',
    mending: 'Give a multiple of 0.1 above 0.',
  },
  'too-few': {
    title: 'Too few entries',
    meaning: 'There must be at least one for the rest to mean anything.',
    mending: 'Add what is missing.',
  },
  'too-many': {
    title: 'Too many entries',
    meaning: 'The list is longer than anything it is meant for.',
    mending: 'Divide it, or take out what nobody needs.',
  },
  'duplicate-id': {
    title: 'An id stands twice',
    meaning:
      'Skills, projects and career paths share one name space, so that a name means one thing.',
    mending: 'Give one of them an id of its own, or make one of the two.',
  },
  'unknown-area': {
    title: 'An area that is not there',
    meaning: 'Every skill belongs to an area that the curriculum lists.',
    mending: 'Correct the name, or add the area.',
  },
  'unknown-side': {
    title: 'A side that is not there',
    meaning: 'Only sides that the curriculum lists can be named.',
    mending: 'Correct the name, or add the side.',
  },
  'unknown-interest': {
    title: 'An interest that is not there',
    meaning: 'Only interests that the curriculum lists can be named.',
    mending: 'Correct the name, or add the interest.',
  },
  'unknown-name': {
    title: 'A name that is not there',
    meaning: 'Nothing of the kind that belongs here has this id.',
    mending: 'Correct the name, or add what it names.',
  },
  'unknown-skill': {
    title: 'A skill that is not there',
    meaning: 'What needs it could never be planned.',
    mending: 'Correct the name, or add the skill.',
  },
  'unknown-level': {
    title: 'A level that is not there',
    meaning: 'The skill is not taught at this level, or the scale does not have it.',
    mending: 'Name one of its levels, or give the skill hours for this one.',
  },
  'no-levels': {
    title: 'A skill without a level',
    meaning: 'A skill that is held at no level can be neither learned nor shown.',
    mending: 'Give it hours for one level at least.',
  },
  'level-gap': {
    title: 'A gap between levels',
    meaning: 'A level is reached from the one below, so none between two can be left out.',
    mending: 'Give hours for the level between.',
  },
  'lowest-level': {
    title: 'The lowest level under `requiresAt`',
    meaning:
      'What the lowest level needs is what the skill needs at all, and stands under `requires`.',
    mending: 'Move it to `requires`.',
  },
  'recommends-itself': {
    title: 'A skill that recommends itself',
    meaning: 'It cannot come before itself.',
    mending: 'Take the recommendation out.',
  },
  'not-a-prerequisite': {
    title: 'A reason for nothing',
    meaning:
      'Under `because` stand reasons for prerequisites and recommendations, and this is neither.',
    mending: 'Add it to what the skill requires or recommends, or take the reason out.',
  },
  'replaces-existing': {
    title: 'It replaces what is still there',
    meaning:
      'What is known of a skill that was replaced counts for its successor, so it cannot be there too.',
    mending: 'Take the old skill out of the curriculum, or the name out of `replaces`.',
  },
  'replaces-itself': {
    title: 'It replaces itself',
    meaning: 'A skill that keeps its name is the same skill, so there is nothing to replace.',
    mending: 'Take the name out of `replaces`.',
  },
  'replaced-twice': {
    title: 'It replaces the same twice',
    meaning: 'One of the two says nothing; perhaps another name was meant.',
    mending: 'Take one of the two out, or write the name that was meant.',
  },
  'never-there': {
    title: 'It replaces what was never there',
    meaning:
      'No revision of the curriculum had a skill of that name, so nobody knows it by that. It may be misspelt.',
    mending: 'Write the name that the skill had, or take it out.',
  },
  'replaced-otherwise': {
    title: 'It replaces what became something else',
    meaning:
      'The skill that had this name is there under another one, or others took its place before. What people know of it counts for those alone.',
    mending: 'Take the name out of `replaces`.',
  },
  'name-reused': {
    title: 'An old name for something else',
    meaning:
      'The skill that had this name is there under another one, or others took its place. What people know of it counts for those; this one begins as a new skill.',
    mending: 'Give the new skill another name where it is not what people take it for.',
  },
  'not-a-package': {
    title: 'No package of CASE',
    meaning:
      'What stands here is not what a provider of CASE answers with, so nothing can be read.',
    mending: 'Give what stands under the address of a package, `CFPackages/{id}`, as it is.',
  },
  'duplicate-identifier': {
    title: 'An identifier stands for two items',
    meaning: 'Associations name items by it, and nobody can tell which of the two they mean.',
    mending: 'Give one of the two an identifier of its own, where the package comes from.',
  },
  'cyclic-tree': {
    title: 'Items are parts of themselves',
    meaning: 'Going from an item to what it is a child of, and on, leads back to it.',
    mending: 'Take one of the associations out that make the circle, where the package comes from.',
  },
  'empty-group': {
    title: 'A group with nothing in it',
    meaning: 'None of no alternatives can be chosen.',
    mending: 'Name what would do, or take the group out.',
  },
  'impossible-count': {
    title: 'A count that cannot be met',
    meaning: 'More is asked for than the group has, or nothing.',
    mending: 'Give `atLeast` a number from 1 to the number of members.',
  },
  cycle: {
    title: 'A circle of prerequisites',
    meaning: 'Each of these skills needs the next one first, so that none can ever be begun.',
    mending: 'Drop one of the prerequisites, or offer an alternative to it.',
  },
  'duplicate-member': {
    title: 'Named twice in one list',
    meaning: 'It counts once, so one of the two may have been meant for something else.',
    mending: 'Take one out, or correct it.',
  },
  'unused-skill': {
    title: 'A skill that nothing leads to',
    meaning:
      'No career path or project needs or recommends it, so that learners may never meet it.',
    mending: 'Require or recommend it somewhere, or take it out.',
  },
  'unused-level': {
    title: 'A level that nothing leads to',
    meaning: 'The skill is needed at lower levels only.',
    mending: 'Require or recommend it at this level somewhere, or take the level out.',
  },
  'implied-prerequisite': {
    title: 'A prerequisite that goes without saying',
    meaning:
      'Something else that is needed needs it anyway. It changes no roadmap, and clutters the drawing.',
    mending: 'Take it out.',
  },
  'settled-choice': {
    title: 'A choice that is made already',
    meaning: 'What is needed besides holds one of the alternatives, so that nobody ever chooses.',
    mending: 'Take the choice out, or require less besides.',
  },
  'unusable-alternative': {
    title: 'An alternative that cannot be chosen',
    meaning: 'It needs the very thing that it is an alternative for.',
    mending: 'Take it out of the alternatives.',
  },
  'dearer-alternative': {
    title: 'An alternative that is never the shorter way',
    meaning: 'It needs another of the alternatives, which alone would do.',
    mending: 'Take one of the two out.',
  },
  'area-order': {
    title: 'Areas in an order that prerequisites contradict',
    meaning:
      'A skill needs one of a later area, so that the areas cannot be taught in their order.',
    mending: 'Move one of the skills to another area, or change the order of the areas.',
  },
  'resource-without-link': {
    title: 'A resource that nobody can open',
    meaning: 'It has a title and no address.',
    mending: 'Give it a `url`.',
  },
} as const satisfies Readonly<Record<string, DefectRule>>;

/** Names a rule, for programs; it never changes. */
export type DefectCode = keyof typeof defectRules;
