import type { Body, Geom, Joint } from '../../mujoco/mjcf/mjcf-model.js';

const LIGHT = [1e-5, 1e-5, 1e-5] as const;

/** A link of the hand: its geom collides with objects only, and with the parts of the hand in {@link handPairs}. */
export function capsule(name: string, radius: number, half: number, z: number, condim?: 4): Geom {
  return {
    name,
    type: 'capsule',
    size: [radius, half],
    pos: [0, 0, z],
    conaffinity: 0,
    ...(condim && { condim }),
  };
}

const curl: Joint = { axis: [1, 0, 0], range: [0, 1.571] };

/** Knuckle, proximal, middle and distal link of one of the four fingers. */
export function finger(
  name: 'ff' | 'mf' | 'rf' | 'lf',
  pos: Body['pos'] & object,
  middleMassHeight: number,
): Body {
  const joint = name.toUpperCase();
  return {
    name: `${name}knuckle`,
    pos,
    inertial: {
      mass: 0.008,
      pos: [0, 0, 0],
      diaginertia: LIGHT,
      quat: [0.520062, 0.854102, 0.00600072, -0.00300036],
    },
    joints: [{ name: `${joint}J3`, axis: [0, 1, 0], range: [-0.436, 0.436] }],
    bodies: [
      {
        name: `${name}proximal`,
        inertial: {
          mass: 0.014,
          pos: [0, 0, 0.023],
          diaginertia: LIGHT,
          quat: [0.707095, -0.00400054, 0.00400054, 0.707095],
        },
        joints: [{ name: `${joint}J2`, ...curl }],
        geoms: [capsule(`C_${name}proximal`, 0.01, 0.0225, 0.0225)],
        bodies: [
          {
            name: `${name}middle`,
            pos: [0, 0, 0.045],
            inertial: {
              mass: 0.012,
              pos: [0, 0, middleMassHeight],
              diaginertia: LIGHT,
              quat: [0.707107, 0, 0, 0.707107],
            },
            joints: [{ name: `${joint}J1`, ...curl }],
            geoms: [capsule(`C_${name}middle`, 0.00805, 0.0125, 0.0125)],
            bodies: [
              {
                name: `${name}distal`,
                pos: [0, 0, 0.025],
                inertial: {
                  mass: 0.01,
                  pos: [0, 0, 0.015],
                  diaginertia: LIGHT,
                  quat: [0.7071, -0.00300043, 0.00300043, 0.7071],
                },
                joints: [{ name: `${joint}J0`, ...curl }],
                geoms: [capsule(`C_${name}distal`, 0.00705, 0.012, 0.012, 4)],
                sites: [{ name: `S_${name}tip`, pos: [0, 0, 0.026] }],
              },
            ],
          },
        ],
      },
    ],
  };
}

/** A box of a millimetre that, unlike the other geoms of the hand, collides with everything. */
const speck = (name: string): Geom => ({ name, type: 'box', size: [0.001, 0.001, 0.001] });

/** The thumb, on the palm. */
export const thumb: Body = {
  name: 'thbase',
  pos: [0.034, -0.009, 0.029],
  quat: [0.923956, 0, 0.382499, 0],
  inertial: { mass: 0.01, pos: [0, 0, 0], diaginertia: LIGHT },
  joints: [{ name: 'THJ4', axis: [0, 0, -1], range: [-1.047, 1.047] }],
  geoms: [speck('V_thbase')],
  bodies: [
    {
      name: 'thproximal',
      inertial: {
        mass: 0.016,
        pos: [0, 0, 0.017],
        diaginertia: LIGHT,
        quat: [0.981604, 0, 0.000999597, 0.190923],
      },
      joints: [{ name: 'THJ3', axis: [1, 0, 0], range: [0, 1.309] }],
      geoms: [capsule('C_thproximal', 0.013, 0.019, 0.019)],
      bodies: [
        {
          name: 'thhub',
          pos: [0, 0, 0.038],
          inertial: { mass: 0.002, pos: [0, 0, 0], diaginertia: LIGHT },
          joints: [{ name: 'THJ2', axis: [1, 0, 0], range: [-0.262, 0.262] }],
          geoms: [speck('V_thhub')],
          bodies: [
            {
              name: 'thmiddle',
              inertial: {
                mass: 0.016,
                pos: [0, 0, 0.016],
                diaginertia: LIGHT,
                quat: [0.999971, -0.000999971, -0.00699979, 0.00299991],
              },
              joints: [{ name: 'THJ1', axis: [0, 1, 0], range: [-0.524, 0.524] }],
              geoms: [capsule('C_thmiddle', 0.011, 0.016, 0.016)],
              bodies: [
                {
                  name: 'thdistal',
                  pos: [0, 0, 0.032],
                  inertial: {
                    mass: 0.016,
                    pos: [0, 0, 0.016],
                    diaginertia: LIGHT,
                    quat: [0.99887, -0.00499935, -0.0469939, 0.00499935],
                  },
                  joints: [{ name: 'THJ0', axis: [0, 1, 0], range: [-1.571, 0] }],
                  geoms: [capsule('C_thdistal', 0.00918, 0.013, 0.013, 4)],
                  sites: [{ name: 'S_thtip', pos: [0, 0, 0.0275] }],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
};

/** The little finger with the bone of the palm that it sits on. */
export const littleFinger: Body = {
  name: 'lfmetacarpal',
  pos: [-0.017, 0, 0.044],
  inertial: {
    mass: 0.075,
    pos: [-0.014, 0.001, 0.014],
    diaginertia: LIGHT,
    quat: [0.709167, -0.0920216, -0.0630148, 0.696164],
  },
  joints: [{ name: 'LFJ4', axis: [0.570977, 0, 0.820966], range: [0, 0.698] }],
  geoms: [
    {
      name: 'C_lfmetacarpal',
      type: 'box',
      size: [0.0095, 0.0111, 0.025],
      pos: [-0.0165, 0, 0.01],
      conaffinity: 0,
    },
  ],
  bodies: [finger('lf', [-0.017, 0, 0.044], 0.012)],
};
