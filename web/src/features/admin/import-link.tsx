import { useNavigate } from "@tanstack/react-router";
import { useCan } from "../../data/me";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";

// ImportLink leads to the import of one kind of object from a spreadsheet.
export function ImportLink({ object }: { object: "user" | "unit" | "rate" }) {
	const t = useT();
	const navigate = useNavigate();
	const may = useCan(object === "rate" ? "rate.edit" : `${object}.manage`);
	if (!may) return null;
	return (
		<Button icon="import" onPress={() => void navigate({ to: "/import", search: { object } as never })}>
			{t("several.import")}
		</Button>
	);
}
