import { Box, Edge, Polygon, RevoluteJoint, World, type Body, type Contact } from 'planck';

import {
  FRAMES_PER_SECOND,
  LANDER_OUTLINE,
  LEG_DISTANCE,
  LEG_DROP,
  LEG_HALF_SIZE,
  WORLD_HEIGHT,
  WORLD_WIDTH,
} from './lunar-lander-constants.js';
import type { TerrainPoint } from './lunar-terrain.js';
import { polygonMass } from './polygon-mass.js';

const GROUND_CATEGORY = 0x0001;
const LANDER_CATEGORY = 0x0010;
const LEG_CATEGORY = 0x0020;
const LANDER_DENSITY = 5;
const LEG_ANGLE = 0.05;
const LEG_MOTOR_TORQUE = 40;
const VELOCITY_ITERATIONS = 180;
const POSITION_ITERATIONS = 60;

/** The moon, the lander and its two legs in planck's two-dimensional physics. */
export class LunarWorld {
  readonly lander: Body;
  /** Whether each leg touches the ground. */
  readonly legContacts: [boolean, boolean] = [false, false];
  /** Whether the lander's body touched the ground. */
  crashed = false;
  // Only the call of World without `new` is deprecated, but the rule cannot tell.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  readonly #world: World;
  readonly #legs: readonly [Body, Body];

  constructor(gravity: number, terrain: readonly TerrainPoint[]) {
    this.#world = new World({ gravity: { x: 0, y: gravity } });
    this.#addMoon(terrain);
    this.lander = this.#world.createDynamicBody({ position: { x: WORLD_WIDTH / 2, y: WORLD_HEIGHT } });
    this.lander.createFixture({
      shape: new Polygon([...LANDER_OUTLINE]),
      density: LANDER_DENSITY,
      friction: 0.1,
      restitution: 0,
      filterCategoryBits: LANDER_CATEGORY,
      filterMaskBits: GROUND_CATEGORY,
    });
    this.lander.setMassData(polygonMass(LANDER_OUTLINE, LANDER_DENSITY));
    this.#legs = [this.#addLeg(-1), this.#addLeg(1)];
    this.#world.on('begin-contact', (contact) => this.#touch(contact, true));
    this.#world.on('end-contact', (contact) => this.#touch(contact, false));
  }

  /** The bodies of the legs: at the right of the lander, then at the left, in Gymnasium's order. */
  get legs(): readonly [Body, Body] {
    return this.#legs;
  }

  /** Moves everything by one frame. */
  step(): void {
    this.#world.step(1 / FRAMES_PER_SECOND, VELOCITY_ITERATIONS, POSITION_ITERATIONS);
  }

  #addMoon(terrain: readonly TerrainPoint[]): void {
    const moon = this.#world.createBody();
    moon.createFixture({ shape: new Edge({ x: 0, y: 0 }, { x: WORLD_WIDTH, y: 0 }) });
    for (let index = 1; index < terrain.length; index++) {
      moon.createFixture({ shape: new Edge(terrain[index - 1], terrain[index]), friction: 0.1 });
    }
  }

  #addLeg(side: -1 | 1): Body {
    const leg = this.#world.createDynamicBody({
      position: { x: WORLD_WIDTH / 2 - side * LEG_DISTANCE, y: WORLD_HEIGHT },
      angle: side * LEG_ANGLE,
    });
    leg.createFixture({
      shape: new Box(LEG_HALF_SIZE.x, LEG_HALF_SIZE.y),
      density: 1,
      restitution: 0,
      filterCategoryBits: LEG_CATEGORY,
      filterMaskBits: GROUND_CATEGORY,
    });
    this.#world.createJoint(
      new RevoluteJoint({
        bodyA: this.lander,
        bodyB: leg,
        localAnchorA: { x: 0, y: 0 },
        localAnchorB: { x: side * LEG_DISTANCE, y: LEG_DROP },
        // pybox2d takes the angle between the bodies at the start as zero.
        referenceAngle: side * LEG_ANGLE,
        enableMotor: true,
        maxMotorTorque: LEG_MOTOR_TORQUE,
        motorSpeed: 0.3 * side,
        enableLimit: true,
        lowerAngle: side === -1 ? 0.9 - 0.5 : -0.9,
        upperAngle: side === -1 ? 0.9 : -0.9 + 0.5,
      }),
    );
    return leg;
  }

  #touch(contact: Contact, touching: boolean): void {
    const bodies = [contact.getFixtureA().getBody(), contact.getFixtureB().getBody()];
    if (touching && bodies.includes(this.lander)) this.crashed = true;
    for (const index of [0, 1] as const) {
      if (bodies.includes(this.#legs[index])) this.legContacts[index] = touching;
    }
  }
}
