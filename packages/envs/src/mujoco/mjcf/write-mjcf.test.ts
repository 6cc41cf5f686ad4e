import { describe, expect, it } from 'vitest';

import type { MjcfModel } from './mjcf-model.js';
import { writeMjcf } from './write-mjcf.js';

const model: MjcfModel = {
  name: 'a "box" & <ball>',
  compiler: { angle: 'radian' },
  defaults: { geom: { margin: 0.01, friction: [1, 0.5, 0.5] }, joint: { limited: true } },
  bodies: [
    {
      name: 'ball',
      pos: [0, 0, 1 / 3],
      inertial: { mass: 1, pos: [0, 0, 0], diaginertia: [1, 1, 1] },
      joints: [{ type: 'free', limited: false }],
      geoms: [{ type: 'sphere', size: [0.1], margin: 0.004 }],
      bodies: [{ name: 'child', sites: [{ name: 'tip' }] }],
    },
  ],
  actuators: [{ kind: 'motor', joint: 'j', gear: 2 }],
  tendons: [{ name: 't', joints: [{ joint: 'j', coef: -1 }] }],
  excludes: [['ball', 'child']],
  sensors: [{ tag: 'touch', site: 'tip' }],
};

describe('writeMjcf', () => {
  const text = writeMjcf(model);

  it('writes numbers with all their digits and escapes names', () => {
    expect(text).toContain(`pos="0 0 ${1 / 3}"`);
    expect(text).toContain('<mujoco model="a &quot;box&quot; &amp; &lt;ball>">');
  });

  it('nests bodies and puts every element into its section', () => {
    expect(text).toMatch(
      /<body name="ball"[^>]*><inertial[^>]*\/><joint type="free" limited="false"\/><geom/,
    );
    expect(text).toContain('<body name="child"><site name="tip"/></body></body></worldbody>');
    expect(text).toContain('<tendon><fixed name="t"><joint joint="j" coef="-1"/></fixed></tendon>');
    expect(text).toContain('<actuator><motor joint="j" gear="2"/></actuator>');
    expect(text).toContain('<contact><exclude body1="ball" body2="child"/></contact>');
    expect(text).toContain('<sensor><touch site="tip"/></sensor>');
    expect(text).toContain('<compiler angle="radian"/>');
    expect(text).toContain('<size memory="2M"/>');
  });

  it('scales the margins of all geoms, the default one included', () => {
    const half = writeMjcf(model, { marginScale: 0.5 });
    expect(half).toContain('<default><geom margin="0.005" friction="1 0.5 0.5"/>');
    expect(half).toContain('size="0.1" margin="0.002"');
    expect(text).toContain('margin="0.004"');
  });
});
