import type { AttributeValue, Body, Geom, MjcfModel } from './mjcf-model.js';

/** Options of {@link writeMjcf}. */
export interface WriteMjcfOptions {
  /** Multiplies the contact margin of every geom. @defaultValue 1 */
  readonly marginScale?: number;
}

/** Writes a model as MJCF. Numbers are written with all their digits. */
export function writeMjcf(model: MjcfModel, { marginScale = 1 }: WriteMjcfOptions = {}): string {
  const geom = (value: Geom): string => element('geom', scaled(value, marginScale));
  const body = ({
    inertial,
    joints = [],
    geoms = [],
    sites = [],
    bodies = [],
    ...attributes
  }: Body): string =>
    element('body', attributes, [
      ...(inertial ? [element('inertial', inertial)] : []),
      ...joints.map((joint) => element('joint', joint)),
      ...geoms.map(geom),
      ...sites.map((site) => element('site', site)),
      ...bodies.map(body),
    ]);
  const defaults = { ...model.defaults };
  if (defaults.geom) defaults.geom = scaled(defaults.geom, marginScale);
  return element('mujoco', { model: model.name }, [
    element('compiler', { angle: 'degree', ...model.compiler }),
    element('option', model.option ?? {}),
    element('size', { memory: model.memory ?? '2M' }),
    element(
      'default',
      {},
      Object.entries(defaults).map(([tag, attributes]) => element(tag, attributes)),
    ),
    element('worldbody', {}, [
      ...(model.geoms ?? []).map(geom),
      ...(model.sites ?? []).map((site) => element('site', site)),
      ...model.bodies.map(body),
    ]),
    element(
      'tendon',
      {},
      (model.tendons ?? []).map(({ joints, ...attributes }) =>
        element(
          'fixed',
          attributes,
          joints.map((joint) => element('joint', joint)),
        ),
      ),
    ),
    element(
      'actuator',
      {},
      (model.actuators ?? []).map(({ kind, ...attributes }) => element(kind, attributes)),
    ),
    element('contact', {}, [
      ...(model.pairs ?? []).map((pair) => element('pair', pair)),
      ...(model.excludes ?? []).map(([body1, body2]) => element('exclude', { body1, body2 })),
    ]),
    element('equality', {}, (model.equalities ?? []).map(tagged)),
    element('sensor', {}, (model.sensors ?? []).map(tagged)),
  ]);
}

function scaled<T extends Pick<Geom, 'margin'>>(geom: T, scale: number): T {
  return geom.margin === undefined ? geom : { ...geom, margin: geom.margin * scale };
}

function tagged({ tag, ...attributes }: { tag: string }): string {
  return element(tag, attributes);
}

function element(tag: string, attributes: object, children: readonly string[] = []): string {
  const text = Object.entries(attributes as Record<string, AttributeValue | undefined>)
    .filter((entry): entry is [string, AttributeValue] => entry[1] !== undefined)
    .map(([name, value]) => ` ${name}="${attribute(value)}"`)
    .join('');
  return children.length === 0 ? `<${tag}${text}/>` : `<${tag}${text}>${children.join('')}</${tag}>`;
}

function attribute(value: AttributeValue): string {
  if (typeof value === 'string')
    return value.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  return typeof value === 'object' ? value.join(' ') : String(value);
}
