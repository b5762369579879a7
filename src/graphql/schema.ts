import { limitAnswers } from './answer-budget.ts';
import { builder } from './builder.ts';

import './scalars.ts';
import './node.ts';
import './viewer.ts';
import './token.ts';
import './mentor.ts';
import './mentee.ts';
import './cohort.ts';
import './cohort-people.ts';
import './cohort-insight.ts';
import './invitation.ts';
import './note.ts';
import './external-id.ts';
import './learner.ts';
import './evidence.ts';
import './placement.ts';
import './curriculum.ts';
import './area.ts';
import './curriculum-item.ts';
import './skill.ts';
import './requirement.ts';
import './career-path.ts';
import './project.ts';
import './search.ts';
import './roadmap.ts';
import './step.ts';
import './choice.ts';
import './compare-goals.ts';
import './suggest-career-paths.ts';
import './adopted-roadmap.ts';
import './adopt-roadmap.ts';
import './roadmap-change.ts';
import './feed.ts';
import './subscriptions.ts';

/** The API. Fields stand in the order in which their files name them. */
export const schema = limitAnswers(builder.toSchema({ sortSchema: false }));
