import { engineEndpoints } from '../engine/endpoint.ts';
import type { OpenEngine } from '../engine/engine.ts';
import type { RunCommand } from '../process/command.ts';
import { rememberedFor } from '../process/remembered.ts';
import { findExecutable, type Surroundings } from '../process/find-executable.ts';
import type { ProcessMemory } from '../process/process-memory.ts';
import type { ProcessTable } from '../process/process-table.ts';
import { containersRuntime } from './containers/containers-runtime.ts';
import { dockerSandboxRuntime } from './docker-sandbox/docker-sandbox-runtime.ts';
import type { SandboxRuntime } from './runtime.ts';
import { sbxRuntime } from './sbx/sbx-runtime.ts';

/** Programs come and go with installers: looking through the whole PATH at every look would be most of its cost. */
const programMaxAgeMs = 30_000;

export interface RealRuntimesParts extends Surroundings {
  readonly run: RunCommand;
  readonly openEngine: OpenEngine;
  readonly processTable: ProcessTable;
  readonly processMemory: ProcessMemory;
}

/** The three kinds of sandbox that may be on this machine. */
export function realRuntimes(parts: RealRuntimesParts): readonly SandboxRuntime[] {
  const { run, openEngine, processTable, processMemory, ...surroundings } = parts;
  const find = (name: string) => rememberedFor(programMaxAgeMs, () => findExecutable(name, surroundings));
  return [
    sbxRuntime({ run, openEngine, processTable, processMemory, surroundings, findSbx: find('sbx') }),
    dockerSandboxRuntime({ run, openEngine, findDocker: find('docker') }),
    containersRuntime({ openEngine, endpoints: () => engineEndpoints(surroundings) }),
  ];
}
