import { expect, it } from 'vitest';

import { cardPage, type ModelCard } from './model-card.js';

const card: ModelCard = {
  ...{ task: 'Hopper-v4', algorithm: 'bc', policy: 'final', seed: 1, steps: 0 },
  returns: { policy: null, expert: null, random: null },
  ...{ commit: null, madeOn: null, configuration: {} },
};

it('describes the files that there are, and no others', () => {
  const policy = cardPage(card, ['policy.onnx']);
  expect(policy).toContain('The final policy of a run');
  expect(policy).toContain('`policy.onnx` takes');
  expect(policy).not.toMatch(/reward\.onnx|policy and reward/);
  const reward = cardPage(card, ['reward.onnx']);
  expect(reward).toContain('The final reward of a run');
  expect(reward).not.toContain('`policy.onnx`');
  expect(cardPage(card, ['policy.onnx', 'reward.onnx'])).toContain('The final policy and reward of a run');
});
