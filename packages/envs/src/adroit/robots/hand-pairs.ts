import type { ContactPair } from '../../mujoco/mjcf/mjcf-model.js';

/** The parts of the hand that touch each other; one pair stands twice, as upstream. */
export const handPairs: readonly ContactPair[] = (
  [
    ['palm0', 'thdistal'], ['ffproximal', 'mfproximal'], ['ffproximal', 'thdistal'], ['ffmiddle', 'thdistal'],
    ['ffdistal', 'mfdistal'], ['ffdistal', 'thdistal'], ['mfproximal', 'rfproximal'], ['mfproximal', 'thdistal'],
    ['mfdistal', 'rfdistal'], ['mfdistal', 'lfdistal'], ['mfdistal', 'thdistal'], ['rfproximal', 'lfproximal'],
    ['rfmiddle', 'lfmiddle'], ['rfmiddle', 'lfdistal'], ['rfdistal', 'lfmiddle'], ['rfdistal', 'lfdistal'],
    ['rfdistal', 'lfdistal'], ['rfdistal', 'thdistal'], ['lfdistal', 'thdistal'],
  ] as const
).map(([one, other]) => ({ geom1: `C_${one}`, geom2: `C_${other}`, condim: 1 })); // prettier-ignore
