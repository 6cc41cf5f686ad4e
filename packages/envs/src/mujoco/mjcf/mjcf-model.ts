/** Three numbers: a position, an axis or half-sizes. Metres unless said otherwise. */
export type Vector3 = readonly [number, number, number];
/** A unit quaternion, real part first. */
export type Quaternion = readonly [number, number, number, number];
/** A lower and an upper bound. */
export type Range = readonly [number, number];

/** How a frame is turned; at most one of the three. */
export interface Orientation {
  readonly quat?: Quaternion;
  /** Axis and angle, in the model's unit of angles. */
  readonly axisangle?: readonly [number, number, number, number];
  readonly euler?: Vector3;
}

/** MJCF's `joint`; names and units are MuJoCo's. */
export interface Joint {
  readonly name?: string;
  readonly type?: 'free' | 'ball' | 'slide' | 'hinge';
  readonly axis?: Vector3;
  readonly pos?: Vector3;
  readonly range?: Range;
  readonly limited?: boolean;
  readonly damping?: number;
  readonly armature?: number;
  readonly stiffness?: number;
  readonly frictionloss?: number;
  readonly margin?: number;
  readonly ref?: number;
  readonly springref?: number;
  readonly solreflimit?: readonly number[];
  readonly solimplimit?: readonly number[];
  readonly solreffriction?: readonly number[];
  readonly solimpfriction?: readonly number[];
}

/** MJCF's `geom`. */
export interface Geom extends Orientation {
  readonly name?: string;
  readonly type?: 'plane' | 'sphere' | 'capsule' | 'ellipsoid' | 'cylinder' | 'box';
  readonly size?: readonly number[];
  readonly pos?: Vector3;
  readonly fromto?: readonly [number, number, number, number, number, number];
  readonly contype?: number;
  readonly conaffinity?: number;
  readonly condim?: 1 | 3 | 4 | 6;
  readonly friction?: readonly number[];
  readonly margin?: number;
  readonly gap?: number;
  readonly solref?: readonly number[];
  readonly solimp?: readonly number[];
  readonly solmix?: number;
  readonly priority?: number;
  readonly density?: number;
  readonly mass?: number;
  readonly group?: number;
  /** Colour of the viewer only. */
  readonly rgba?: readonly [number, number, number, number];
}

/** MJCF's `site`. */
export interface Site extends Orientation {
  readonly name: string;
  readonly type?: Geom['type'];
  readonly size?: readonly number[];
  readonly pos?: Vector3;
  readonly group?: number;
  readonly rgba?: readonly [number, number, number, number];
}

/** MJCF's `inertial`. */
export interface Inertial extends Orientation {
  readonly mass: number;
  readonly pos: Vector3;
  readonly diaginertia?: Vector3;
  readonly fullinertia?: readonly [number, number, number, number, number, number];
}

/** MJCF's `body` with all it carries. */
export interface Body extends Orientation {
  readonly name?: string;
  readonly pos?: Vector3;
  readonly gravcomp?: number;
  readonly mocap?: boolean;
  readonly inertial?: Inertial;
  readonly joints?: readonly Joint[];
  readonly geoms?: readonly Geom[];
  readonly sites?: readonly Site[];
  readonly bodies?: readonly Body[];
}

/** An element of the actuator section. */
export interface Actuator {
  readonly kind: 'motor' | 'position' | 'velocity' | 'general';
  readonly name?: string;
  readonly joint?: string;
  readonly tendon?: string;
  readonly site?: string;
  readonly gear?: readonly number[] | number;
  readonly ctrlrange?: Range;
  readonly ctrllimited?: boolean;
  readonly forcerange?: Range;
  readonly forcelimited?: boolean;
  readonly kp?: number;
  readonly kv?: number;
  readonly gainprm?: readonly number[];
  readonly biasprm?: readonly number[];
  readonly gaintype?: string;
  readonly biastype?: string;
  readonly dyntype?: string;
}

/** A fixed tendon: a weighted sum of joint positions. */
export interface FixedTendon {
  readonly name: string;
  readonly limited?: boolean;
  readonly range?: Range;
  readonly stiffness?: number;
  readonly damping?: number;
  readonly frictionloss?: number;
  readonly margin?: number;
  readonly solreflimit?: readonly number[];
  readonly solimplimit?: readonly number[];
  readonly joints: readonly { readonly joint: string; readonly coef: number }[];
}

/** A contact pair with its own parameters. */
export interface ContactPair {
  readonly geom1: string;
  readonly geom2: string;
  readonly condim?: 1 | 3 | 4 | 6;
  readonly friction?: readonly number[];
  readonly margin?: number;
  readonly gap?: number;
  readonly solref?: readonly number[];
  readonly solimp?: readonly number[];
}

/** Any other element, by its tag: equality constraints and sensors. */
export interface Element {
  readonly tag: string;
  readonly [attribute: string]: AttributeValue | undefined;
}

/** What an attribute can hold. */
export type AttributeValue = string | number | boolean | readonly number[];

/** MJCF's `option`. */
export interface Option {
  readonly timestep?: number;
  readonly integrator?: 'Euler' | 'RK4' | 'implicit' | 'implicitfast';
  readonly solver?: 'PGS' | 'CG' | 'Newton';
  readonly iterations?: number;
  readonly noslip_iterations?: number;
  readonly tolerance?: number;
  readonly cone?: 'pyramidal' | 'elliptic';
  readonly impratio?: number;
  readonly gravity?: Vector3;
  readonly density?: number;
  readonly viscosity?: number;
}

/** MJCF's `compiler`. */
export interface Compiler {
  /** @defaultValue degree */
  readonly angle?: 'degree' | 'radian';
  readonly inertiafromgeom?: boolean | 'auto';
  readonly settotalmass?: number;
  readonly autolimits?: boolean;
  readonly boundmass?: number;
  readonly boundinertia?: number;
}

/** A robot and its surroundings: a typed form of MJCF, written as XML by {@link writeMjcf}. */
export interface MjcfModel {
  readonly name: string;
  readonly compiler?: Compiler;
  readonly option?: Option;
  /**
   * Bytes of MuJoCo's arena, with unit: contacts and constraints of one step. The engine's own default takes 15 MB an
   * instance. @defaultValue 2M
   */
  readonly memory?: string;
  /** What holds for every element that does not say otherwise. */
  readonly defaults?: {
    readonly joint?: Joint;
    readonly geom?: Geom;
    readonly site?: Omit<Site, 'name'>;
    readonly motor?: Omit<Actuator, 'kind'>;
    readonly position?: Omit<Actuator, 'kind'>;
    readonly general?: Omit<Actuator, 'kind'>;
  };
  /** The fixed geoms of the world: floors and walls. */
  readonly geoms?: readonly Geom[];
  readonly sites?: readonly Site[];
  readonly bodies: readonly Body[];
  readonly actuators?: readonly Actuator[];
  readonly tendons?: readonly FixedTendon[];
  readonly pairs?: readonly ContactPair[];
  /** Pairs of bodies that do not collide. */
  readonly excludes?: readonly (readonly [string, string])[];
  readonly equalities?: readonly Element[];
  readonly sensors?: readonly Element[];
}
