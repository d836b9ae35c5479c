import { engineEndpoints } from '../engine/endpoint.ts';
import type { OpenEngine } from '../engine/engine.ts';
import type { RunCommand } from '../process/command.ts';
import { findExecutable, type Surroundings } from '../process/find-executable.ts';
import type { ProcessMemory } from '../process/process-memory.ts';
import type { ProcessTable } from '../process/process-table.ts';
import { containersRuntime } from './containers/containers-runtime.ts';
import { dockerSandboxRuntime } from './docker-sandbox/docker-sandbox-runtime.ts';
import type { SandboxRuntime } from './runtime.ts';
import { sbxRuntime } from './sbx/sbx-runtime.ts';

export interface RealRuntimesParts extends Surroundings {
  readonly run: RunCommand;
  readonly openEngine: OpenEngine;
  readonly processTable: ProcessTable;
  readonly processMemory: ProcessMemory;
}

/** The three kinds of sandbox that may be on this machine. */
export function realRuntimes(parts: RealRuntimesParts): readonly SandboxRuntime[] {
  const { run, openEngine, processTable, processMemory, ...surroundings } = parts;
  const findSbx = () => findExecutable('sbx', surroundings);
  return [
    sbxRuntime({ run, openEngine, processTable, processMemory, surroundings, findSbx }),
    dockerSandboxRuntime({ run, openEngine, findDocker: () => findExecutable('docker', surroundings) }),
    containersRuntime({ openEngine, endpoints: () => engineEndpoints(surroundings) }),
  ];
}
