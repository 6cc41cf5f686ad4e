/**
 * PandaLM (999 comparisons with three votes each), ten folds grouped by prompt: accuracy against the majority and
 * calibration against the *shares* of the votes, for length alone, words and length, and with sentence embeddings.
 * Settings are chosen inside each fold's training part, by likelihood on three inner folds: no fold has seen its choice.
 *
 *     node benchmarks/preferences/pandalm.js [--cache FOLDER] [--out FILE.json] [--plot FILE.svg]
 *
 * `--cache FOLDER` adds the rows with embeddings, which need the packages of the text encoder `use-lite`, beside the
 * repository's or in the working directory.
 */
import { writeFile } from 'node:fs/promises';
import { startBackend } from '@minorant/compile';
import { RandomStream } from '@minorant/core';
import { NoTrustRegion } from '@minorant/irl-piro';
import {
  CachedEncoder,
  candidateText,
  FeatureReward,
  JoinedEncoder,
  LengthEncoder,
  NgramEncoder,
  PreferenceTrainer,
  reliabilityPlot,
  reportCard,
  TextComparisons,
  UseLiteEncoder,
} from '@minorant/rlhf';

import { option, percent, readData, writeResult } from './support.js';

const source = await readData('pandalm');
const { backend } = await startBackend();
const length = new LengthEncoder();
const words = new NgramEncoder({ size: 2048, order: 1 });
const embeddings = process.argv.includes('--cache')
  ? await CachedEncoder.open(await UseLiteEncoder.load(), option('cache', '.embeddings'))
  : undefined;
if (embeddings) {
  const texts = source.records.flatMap(({ candidates }) => candidates.map(candidateText));
  for (let i = 0; i < texts.length; i += 100) await embeddings.encode(texts.slice(i, i + 100));
}

const joined = (...parts) =>
  new TextComparisons(new JoinedEncoder(parts.map(([encoder, scale]) => ({ encoder, scale }))));
const scales = [0.1, 0.3, 1, 3];
const methods = {
  length: [{ name: 'length', encoder: joined([length, 1]) }],
  words: scales.map((scale) => ({ name: `words * ${scale}`, encoder: joined([words, scale]) })),
  'words and length': scales.map((scale) => ({
    name: `length, words * ${scale}`,
    encoder: joined([length, 1], [words, scale]),
  })),
  ...(embeddings && {
    'embeddings and length': scales.map((scale) => ({
      name: `length, embeddings * ${scale}`,
      encoder: joined([length, 1], [embeddings, scale]),
    })),
    'words, embeddings and length': scales.map((scale) => ({
      name: `length, (words, embeddings) * ${scale}`,
      encoder: joined([length, 1], [words, scale], [embeddings, scale]),
    })),
  }),
};

/** Scores of some comparisons by a linear reward that has learnt from others. */
async function scoresOf(encoder, train, test, seed) {
  const reward = new FeatureReward({ size: encoder.observationSize, random: new RandomStream(1) });
  const trainer = new PreferenceTrainer(
    {
      reward,
      trustRegion: new NoTrustRegion(),
      encoder,
      random: new RandomStream(seed),
      execution: 'compiled',
    },
    {
      ...{ optimizer: 'adagrad', batchSize: 64, learningRate: 0.1, weightDecay: 0.001 },
      ...{ labelNoise: 0, centring: 0, candidates: 2 },
    },
  );
  await trainer.update(train, { steps: 10 * Math.floor(train.length / 64) });
  const scores = await trainer.scores(test);
  trainer.dispose();
  reward.dispose();
  return scores;
}

const rows = [];
for (const [method, settings] of Object.entries(methods)) {
  const records = [];
  const scores = [];
  const chosen = {};
  for (const [fold, { train, test }] of source.folds(10, new RandomStream(0)).entries()) {
    let best = settings[0];
    if (settings.length > 1) {
      const inner = train.folds(3, new RandomStream(50 + fold));
      const losses = [];
      for (const { encoder } of settings) {
        const held = [];
        const guesses = [];
        for (const part of inner) {
          held.push(...part.test.records);
          guesses.push(...(await scoresOf(encoder, part.train.records, part.test.records, 200 + fold)));
        }
        losses.push(reportCard(held, guesses).negativeLogLikelihood);
      }
      best = settings[losses.indexOf(Math.min(...losses))];
    }
    chosen[best.name] = (chosen[best.name] ?? 0) + 1;
    records.push(...test.records);
    scores.push(...(await scoresOf(best.encoder, train.records, test.records, 100 + fold)));
  }
  const card = reportCard(records, scores);
  const { accuracy, interval, negativeLogLikelihood, brier, calibrationError } = card;
  console.log(
    `${method}: accuracy ${percent(accuracy)} (${interval.map(percent).join(' to ')}), NLL ${negativeLogLikelihood.toFixed(4)},`,
    `Brier ${brier.toFixed(4)}, calibration error against vote shares ${calibrationError.toFixed(4)}; chosen ${JSON.stringify(chosen)}`,
  );
  rows.push({ method, accuracy, interval, negativeLogLikelihood, brier, calibrationError, chosen, card });
}
const { longer, humanCeiling, count } = rows[0].card;
console.log(
  `${count} comparisons; the longer wins ${percent(longer)}; majority against single voters ${percent(humanCeiling)}`,
);
const last = rows.at(-1);
if (option('plot')) await writeFile(option('plot'), reliabilityPlot(last.card));
await writeResult({
  backend,
  longer,
  humanCeiling,
  rows: rows.map(({ card, ...row }) => ({ ...row, decided: card.decided })),
  reliabilityOfTheLast: last.card.reliability,
});
