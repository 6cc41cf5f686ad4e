import { RandomStream, type Preference, type PreferenceCandidate } from '@minorant/core';

import { choice } from '../preferences/make-preference.js';

const polite = ['please', 'thanks', 'sorry', 'kindly'];
const rude = ['shut', 'stupid', 'idiot', 'nonsense'];
const filler = ['the', 'sky', 'is', 'blue', 'and', 'grass', 'green', 'today', 'we', 'walk'];

/** Comparisons in which the answer with a polite word is the better one. */
export function politeness(count: number, seed: number): Preference[] {
  const random = new RandomStream(seed);
  const sentence = (words: readonly string[]): PreferenceCandidate => {
    const text = Array.from({ length: 6 }, () => filler[random.integer(filler.length)]!);
    text.push(words[random.integer(words.length)]!);
    return { kind: 'text', text: random.shuffle(text).join(' ') };
  };
  return Array.from({ length: count }, (_, i) =>
    choice({ prompt: `${i}`, chosen: sentence(polite), rejected: sentence(rude) }),
  );
}

/** The same as lines of a file in TRL's form. */
export function politenessRows(count: number, seed: number): string[] {
  return politeness(count, seed).map(({ prompt, candidates: [chosen, rejected] }) =>
    JSON.stringify({ prompt, chosen: textOf(chosen!), rejected: textOf(rejected!) }),
  );
}

const textOf = (candidate: PreferenceCandidate): string => (candidate.kind === 'text' ? candidate.text : '');
