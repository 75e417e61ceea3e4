import { useSyncExternalStore } from "react";
import { type Aside, aside, onAside } from "../api/aside";

// useAside is the draft of the configuration that the person works in, if any.
export function useAside(): Aside | null {
	return useSyncExternalStore(onAside, aside);
}
