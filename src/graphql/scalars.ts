import { GraphQLError, valueFromASTUntyped } from 'graphql';

import { builder } from './builder.ts';

const jsonDepthMax = 50;

builder.scalarType('Date', {
  description: 'A day, as `YYYY-MM-DD`.',
  serialize: (day) => day,
  parseValue: (value) => {
    // Whether there is such a day is for the request as a whole to say, together with all else that is wrong in it.
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
    throw new GraphQLError('A date is written `YYYY-MM-DD`, such as `2027-03-01`.');
  },
});

builder.scalarType('DateTime', {
  description: 'A moment, as `2027-03-01T09:30:00.000Z`, always in UTC.',
  serialize: (moment) => moment.toISOString(),
  parseValue: (value) => {
    const moment = typeof value === 'string' && isoMoment.test(value) ? new Date(value) : null;
    if (moment !== null && !Number.isNaN(moment.getTime())) return moment;
    throw new GraphQLError(
      'A moment is written in ISO 8601 with its zone, such as `2027-03-01T09:30:00Z`.',
    );
  },
});

builder.scalarType('JSON', {
  description: `Any value that JSON can hold, nested ${jsonDepthMax} deep at the most.`,
  serialize: (value) => value,
  parseValue: shallow,
  parseLiteral: (literal) => shallow(valueFromASTUntyped(literal)),
});

/** What is nested deeper can't be kept by every database. */
function shallow(value: unknown): unknown {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > jsonDepthMax)
      throw new GraphQLError(`JSON is nested ${jsonDepthMax} deep at the most here.`);
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
  }
  return value;
}

const isoMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
