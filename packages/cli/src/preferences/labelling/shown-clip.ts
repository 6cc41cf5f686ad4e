import type { ReplayScene } from '@minorant/envs';

/** Some steps of a scene, without its title, its end and its true rewards: whoever labels must not see them. */
export function shownClip(
  scene: ReplayScene,
  { start, length }: { readonly start: number; readonly length: number },
): ReplayScene {
  const width = scene.frames.length / (scene.rewards.length + 1);
  return {
    ...scene,
    title: '',
    end: 'open',
    rewards: new Array<number>(length).fill(0),
    frames: scene.frames.slice(start * width, (start + length + 1) * width),
  };
}
