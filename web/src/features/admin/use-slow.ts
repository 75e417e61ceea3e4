import { useEffect, useState } from "react";

// useSlow is a value once it has not changed for a moment.
export function useSlow<T>(value: T): T {
	const [slow, setSlow] = useState(value);
	const text = JSON.stringify(value);
	useEffect(() => {
		const later = setTimeout(() => setSlow(JSON.parse(text) as T), 200);
		return () => clearTimeout(later);
	}, [text]);
	return slow;
}
