import { type Place, samePlace, useMark, usePlaces } from "../../data/places";
import { useT } from "../../i18n/use-lang";
import { tellError } from "../../ui/toast-store";
import { ToggleIcon } from "../../ui/toggle-icon";

// Star makes what it stands beside a favourite, or no longer.
export function Star({ place }: { place: Place }) {
	const t = useT();
	const mark = useMark();
	const on = usePlaces().data?.favourites.some((f) => samePlace(f, place)) ?? false;
	return (
		<ToggleIcon
			icon={on ? "star-on" : "star"}
			label={t("places.star", { name: place.name })}
			does={t(on ? "places.unmark" : "places.mark", { name: place.name })}
			isSelected={on}
			tone="star"
			onChange={(next) => mark.mutate({ place, on: next }, { onError: (e) => tellError(e) })}
		/>
	);
}
