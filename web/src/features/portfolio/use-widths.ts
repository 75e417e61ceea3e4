import { useCallback, useState } from "react";

const remembered = "vigie.columns";

// useWidths are the widths a person has given to columns, kept on this device.
export function useWidths(): [Readonly<Record<string, number>>, (key: string, width: number) => void] {
	const [widths, setWidths] = useState(readWidths);
	const set = useCallback((key: string, width: number) => {
		setWidths((old) => {
			const next = { ...old, [key]: width };
			localStorage.setItem(remembered, JSON.stringify(next));
			return next;
		});
	}, []);
	return [widths, set];
}

function readWidths(): Record<string, number> {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(remembered) ?? "{}");
		if (!kept || typeof kept !== "object") return {};
		return Object.fromEntries(Object.entries(kept).filter(([, w]) => typeof w === "number" && w > 0));
	} catch {
		return {};
	}
}
