import type { ReplayScene2d, ReplayShape } from '../replay-scene.js';

/** The pose of a moving shape in one frame: x, y, angle, opacity. */
export type Pose2d = readonly [x: number, y: number, angle: number, opacity: number];

/** What a two-dimensional task draws. */
export interface Drawing2d {
  readonly dt: number;
  readonly bounds: ReplayScene2d['bounds'];
  readonly shapes: readonly ReplayShape[];
  /** Poses of the moving shapes in a frame, in their order. */
  poses(frame: number): readonly Pose2d[];
}

/** Packs a drawing's frames. */
export function scene2d(
  drawing: Drawing2d,
  count: number,
): Pick<ReplayScene2d, 'kind' | 'bounds' | 'shapes' | 'frames'> {
  const moving = drawing.shapes.filter((shape) => shape.moves === true).length;
  const frames = new Float32Array(count * moving * 4);
  for (let frame = 0; frame < count; frame++) frames.set(drawing.poses(frame).flat(), frame * moving * 4);
  return { kind: '2d', bounds: drawing.bounds, shapes: drawing.shapes, frames };
}
