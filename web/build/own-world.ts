import { vi } from "vitest";

// Before each file of tests: the files share a process, which halves the work, and the
// modules are read anew, so that none finds what another left in them.
vi.resetModules();
