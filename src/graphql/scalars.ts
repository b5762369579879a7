import { GraphQLError } from 'graphql';

import { builder } from './builder.ts';

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

const isoMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
