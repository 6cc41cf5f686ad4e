/** Something that lives in WASM memory. */
export interface Deletable {
  delete(): void;
}

/** A compiled model as both engines expose it: every array is a view on WASM memory. */
export interface RawModel extends Deletable {
  readonly nq: number;
  readonly nv: number;
  readonly nu: number;
  readonly na: number;
  readonly nbody: number;
  readonly ngeom: number;
  readonly jnt_type: Int32Array;
  readonly jnt_qposadr: Int32Array;
  readonly opt: { timestep: number; disableflags: number; tolerance: number };
}

/** The state of a simulation as both engines expose it. */
export interface RawData extends Deletable {
  time: number;
  readonly ncon: number;
}

/** A buffer of doubles in WASM memory. */
export interface RawBuffer extends Deletable {
  GetView(): Float64Array;
}

interface EnumValue {
  readonly value: number;
}

/** The part of MuJoCo's bindings that `@mujoco/mujoco` and `mujoco-js` have in common and that is used here. */
export interface MujocoBindings {
  readonly FS: {
    writeFile(path: string, text: string): void;
    unlink(path: string): void;
  };
  readonly MjModel: {
    loadFromXML?(path: string): RawModel;
    from_xml_string?(text: string): RawModel;
  };
  readonly MjData: new (model: RawModel) => RawData;
  readonly DoubleBuffer: new (size: number) => RawBuffer;
  readonly mjtDisableBit: Readonly<Record<string, EnumValue>>;
  readonly mjtObj: Readonly<Record<string, EnumValue>>;
  readonly mjtState: Readonly<Record<string, EnumValue>>;
  mj_versionString(): string;
  mj_step(model: RawModel, data: RawData): void;
  mj_forward(model: RawModel, data: RawData): void;
  mj_resetData(model: RawModel, data: RawData): void;
  mj_rnePostConstraint(model: RawModel, data: RawData): void;
  mj_stateSize(model: RawModel, signature: number): number;
  mj_getState(model: RawModel, data: RawData, target: RawBuffer, signature: number): void;
  mj_setState(model: RawModel, data: RawData, source: Float64Array, signature: number): void;
  mj_name2id(model: RawModel, type: number, name: string): number;
}
