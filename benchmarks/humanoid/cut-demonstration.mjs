// Keeps of a Humanoid demonstration what Humanoid-v5 observes with its four extra groups left out: 22 positions and 23
// velocities, which every version observes first.
//   node benchmarks/humanoid/cut-demonstration.mjs Humanoid-v4.hdf5 benchmarks/humanoid/demonstration.hdf5
import { make, MinariWriter, openDemonstrations } from '@minorant/envs';

const [source, path] = process.argv.slice(2);
const left = { includeCinertInObservation: false, includeCvelInObservation: false };
const out = { includeQfrcActuatorInObservation: false, includeCfrcExtInObservation: false };
const environment = await make('Humanoid-v5', { ...left, ...out });
const { observationSpace, actionSpace, id } = environment;
const kept = observationSpace.shape[0];

const reader = await openDemonstrations(source);
const writer = await MinariWriter.create({ path, observationSpace, actionSpace, environmentId: id });
for (let i = 0; i < reader.header.lengths.length; i++) {
  const episode = reader.read(i);
  const { observations, observationSize } = episode;
  writer.write({
    ...episode,
    observationSize: kept,
    observations: observations.filter((_, at) => at % observationSize < kept),
  });
}
writer.close();
reader.close();
environment.dispose();
console.log(`${writer.episodes} of ${kept} numbers an observation: ${path}`);
