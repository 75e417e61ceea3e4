import { Button } from "react-aria-components";
import { looks } from "./button";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";

// DragHandle is by what an item of a list is taken, with the mouse or with keys.
export function DragHandle({ label, icon }: { label: string; icon: IconName }) {
	return (
		<Button slot="drag" className={looks({ kind: "quiet", small: true })} aria-label={label}>
			<Icon name={icon} />
		</Button>
	);
}
