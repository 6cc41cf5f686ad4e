import { errors } from '../errors.js';
import type { MjcfModel } from './mjcf/mjcf-model.js';
import { writeMjcf } from './mjcf/write-mjcf.js';
import type { MujocoBindings, RawModel } from './mujoco-bindings.js';
import { Simulation } from './simulation.js';

/** How a model is to be compiled. */
export interface CompileOptions {
  /**
   * `v4`: the contact margin of a pair is the larger of its geoms' margins and there is one contact point for each pair
   * of convex geoms, and setting a state normalises its quaternions, as in MuJoCo 2, with which the results of the literature were made. `v5`: margins are added and
   * multiccd is on, as in MuJoCo from 3.8.
   */
  readonly physics: 'v4' | 'v5';
  /** Whether convex pairs are handled by MuJoCo's own collision code (the default from 3.3). @defaultValue true */
  readonly nativeccd?: boolean;
}

/** One loaded MuJoCo: compiles models. All simulations of an engine share its memory, 2 GiB at most. */
export class MujocoEngine {
  /** MuJoCo's own version, such as `3.14.0`. */
  readonly version: string;
  /** Whether this version adds the margins of two geoms (from 3.5) instead of taking the larger one. */
  readonly #addsMargins: boolean;

  constructor(readonly bindings: MujocoBindings) {
    this.version = bindings.mj_versionString();
    const [major = 0, minor = 0] = this.version.split('.').map(Number);
    this.#addsMargins = major > 3 || (major === 3 && minor >= 5);
  }

  /**
   * Compiles a model into a simulation of its own; the caller disposes of it.
   *
   * @throws MNR_MUJOCO_MODEL when MuJoCo refuses the model; the message holds its reason.
   */
  compile(model: MjcfModel, { physics, nativeccd = true }: CompileOptions): Simulation {
    // One margin for all geoms, as every model here has: half of it, added twice, is the larger of two equal ones.
    const wanted = physics === 'v5' ? 2 : 1;
    const text = writeMjcf(model, { marginScale: wanted / (this.#addsMargins ? 2 : 1) });
    const raw = this.#load(text, model.name);
    const disable = [
      // MuJoCo would silently start again from the initial state; the simulation reports divergence instead.
      'mjDSBL_AUTORESET',
      ...(physics === 'v4' ? ['mjDSBL_MULTICCD'] : []),
      ...(nativeccd ? [] : ['mjDSBL_NATIVECCD']),
    ];
    for (const name of disable)
      if (name in this.bindings.mjtDisableBit)
        raw.opt.disableflags |= this.bindings.mjtDisableBit[name]!.value;
    return new Simulation(this, raw, physics === 'v4');
  }

  #load(text: string, name: string): RawModel {
    try {
      if (this.bindings.MjModel.from_xml_string) return this.bindings.MjModel.from_xml_string(text);
      const path = `/${name}.xml`;
      this.bindings.FS.writeFile(path, text);
      try {
        return this.bindings.MjModel.loadFromXML!(path);
      } finally {
        this.bindings.FS.unlink(path);
      }
    } catch (error) {
      throw errors.MNR_MUJOCO_MODEL(
        { name, reason: error instanceof Error ? error.message : String(error) },
        error,
      );
    }
  }
}
