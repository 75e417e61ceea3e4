import { edits } from "../../data/projects";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { later } from "../../ui/later";
import { Popover } from "../../ui/popover";
import { useUnsavedCount } from "./use-unsaved-count";

const UnsavedList = later(() => import("./unsaved-list").then((m) => m.UnsavedList));

// UnsavedChip stands in the top bar while changes were refused or met another
// value, wherever they are, and shows them.
export function UnsavedChip() {
	const t = useT();
	useUnsavedCount();
	const count = edits.list().filter((c) => c.state === "failed" || c.state === "conflict").length;
	if (!count) return null;
	const said = t("connection.problems", { count });
	return (
		<Popover
			label={said}
			trigger={
				<Button kind="quiet" aria-label={said}>
					<Icon name="warning" />
					{count}
				</Button>
			}
		>
			{() => <UnsavedList />}
		</Popover>
	);
}
