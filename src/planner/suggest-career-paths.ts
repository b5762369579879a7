import type { CareerPath } from '../curriculum/curriculum.ts';
import type { Refusal } from './refusal.ts';
import type { CompetencyRequest } from './request.ts';

export interface SuggestCareerPathsRequest {
  readonly interests?: readonly string[] | null;
  readonly knows?: readonly CompetencyRequest[] | null;
}

export type SuggestCareerPathsResult = CareerPathSuggestions | Refusal;

export interface CareerPathSuggestions {
  readonly kind: 'career-path-suggestions';
  /** Every career path, the best fit first. */
  readonly fits: readonly CareerPathFit[];
}

export interface CareerPathFit {
  readonly careerPath: CareerPath;
  /** 0 to 1. */
  readonly score: number;
  readonly hoursLeft: number;
  /** The known part of the hours that the path takes from zero, 0 to 1. */
  readonly shareKnown: number;
  readonly why: string;
}
