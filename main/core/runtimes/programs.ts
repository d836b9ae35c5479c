import { engineEndpoints } from '../engine/endpoint.ts';
import type { EngineEndpoint } from '../engine/engine.ts';
import type { FoundPrograms } from '../model/desktop.ts';
import { findExecutable, type Surroundings } from '../process/find-executable.ts';

/** What the runtimes find, found in the same way; nothing is started or asked. */
export async function findPrograms(surroundings: Surroundings): Promise<FoundPrograms> {
  const [sbx, docker] = await Promise.all(['sbx', 'docker'].map((name) => findExecutable(name, surroundings)));
  return { sbx: sbx ?? null, docker: docker ?? null, engines: engineEndpoints(surroundings).map(addressOf) };
}

function addressOf(endpoint: EngineEndpoint): string {
  return endpoint.kind === 'socket' ? endpoint.path : `${endpoint.protocol}://${endpoint.host}:${endpoint.port}`;
}
