import type { Episode } from '../data-source/episode.js';

/** One thing that can be preferred to another: a text, a dialogue, or a stretch of an episode. */
export type PreferenceCandidateV1 =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'messages';
      readonly messages: readonly { readonly role: string; readonly content: string }[];
    }
  | { readonly kind: 'segment'; readonly segment: Episode };

/** Two or more candidates and what somebody thinks of them. */
export interface PreferenceV1 {
  /** What the candidates answer, for texts. */
  readonly prompt?: string | readonly { readonly role: string; readonly content: string }[];
  /** At least two. */
  readonly candidates: readonly PreferenceCandidateV1[];
  /**
   * Probability that each candidate is the best one; sums to one. A clear choice is `[1, 0]`, a tie `[0.5, 0.5]`, votes
   * of people their shares.
   */
  readonly probabilities: readonly number[];
  /**
   * Rank of each candidate, 0 the best, equal numbers for ties; where more than the best one is known (Plackett-Luce).
   */
  readonly ranking?: readonly number[];
  /** How many people preferred each candidate, a tie counting one half for each of the two. */
  readonly votes?: readonly number[];
  /** By how much the best one's score should exceed the others' (TRL's column of this name). */
  readonly margin?: number;
  /** Of the record in a loss. */
  readonly weight: number;
  /** Records of one group (one prompt) are never separated by a split. */
  readonly group: string;
  /** A subset, for reports. */
  readonly category?: string;
}
