import type { PreferenceCandidate } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { splitPrompt } from './split-prompt.js';

const text = (value: string): PreferenceCandidate => ({ kind: 'text', text: value });
const split = (chosen: string, rejected: string) => splitPrompt(text(chosen), text(rejected));

describe('splitPrompt', () => {
  it.each<[string, string, string[]]>([
    ['lines', 'What is the sky?\n', ['Blue it is|grey it is', 'The air|The sea', 'Blue light|Blue air']],
    ['turns', 'Q: What?\nA:', [' The sky is|The sea is', ' The blue sky| The blue sea', ' 1\n2| 1\n3']],
    ['glued turns', 'Q: What?\nA: Sky.\nQ: Why?\nA:', ['Blue|Black', 'Air so|Air it', 'x|y']],
    [
      'hh',
      '\n\nHuman: What?\n\nAssistant:',
      [' It is a| It is the', ' No|\n\nYes', ' One.\n\nTwo| One.\n\nB'],
    ],
    ['Alpaca', 'Do:\nthis\n\n### Response:', ['\nYes sir|\nYes, sir', '\nNo|\nNever', '\n-\n1|\n-\n2']],
    ['ChatML', '<|im_start|>user\nWhat?<|im_end|>\n<|im_start|>assistant', ['\na b|\na c', '\nd|\ne']],
    ['Llama', '<s>[INST] What? [/INST]', [' It is a| It is b', 'Blue|Black', ' a\nb| a\nc']],
  ])('puts rows with one prompt into one group, whatever both answers begin with: %s', (_, prompt, rows) => {
    const groups = rows.map((row) => {
      const [chosen, rejected] = row.split('|');
      return split(prompt + chosen!, prompt + rejected!).group;
    });
    expect(new Set(groups).size, groups.join('; ')).toBe(1);
    expect(prompt.replace(/\s+/g, ' ').trim()).toContain(groups[0]);
    const other = prompt.replaceAll(/What\?|this|sky/g, 'Who?');
    expect(split(`${other} a`, `${other} b`).group).not.toBe(groups[0]);
  });

  it('leaves whole words to the prompt, and a group of its own to answers that have nothing in common', () => {
    expect(split('The sky is blue.', 'The sky is bleak.')).toMatchObject({
      prompt: 'The sky is ',
      chosen: { text: 'blue.' },
      rejected: { text: 'bleak.' },
      group: 'The sky is',
    });
    const [one, two] = [split('Blue.', 'Green.'), split('Red.', 'Grey.')];
    expect(one.prompt).toBe('');
    expect(one.group).toMatch(/^[0-9a-f]{24}$/);
    expect(two.group).not.toBe(one.group);
  });
});
