import { useParams } from "@tanstack/react-router";
import { Loaded } from "../../ui/states";
import { useImport } from "./queries";
import { Wizard } from "./wizard";

export default function ImportPage() {
	const { id = "" } = useParams({ strict: false }) as { id?: string };
	const query = useImport(id);
	return <Loaded query={query}>{(i) => <Wizard key={i.id} i={i} />}</Loaded>;
}
