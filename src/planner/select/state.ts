/** What is decided about a node of a core: nothing yet, that the plan has it, or that it doesn't. */
export const UNDECIDED = 0;
export const IN = 1;
export const OUT = 2;
