import "./icon.css";
import { type IconName, type Shape, shapes } from "./icon-shapes";

// Icon draws beside words: it says nothing to a screen reader unless labelled.
export function Icon({ name, size = 16, label }: { name: IconName; size?: number; label?: string }) {
	const shape: Shape = shapes[name];
	return (
		<svg
			className={`icon icon-${name}`}
			viewBox="0 0 16 16"
			width={size}
			height={size}
			role={label ? "img" : undefined}
			aria-label={label}
			aria-hidden={label ? undefined : true}
		>
			{shape.map(([path, paint = "line"]) => (
				<path key={path} d={path} className={paint} />
			))}
		</svg>
	);
}
