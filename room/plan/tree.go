package plan

import (
	"slices"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// mostLevels is how deep items may stand in phases.
const mostLevels = 100

// under are the items directly in a phase, 0 for the top, by their place. A batch keeps
// them up to date; whatever else changes the tree forgets them.
func (d *draft) under(parent int64) []*Item {
	if d.below == nil {
		d.below = map[int64][]*Item{}
		for _, i := range d.items {
			d.below[i.Parent] = append(d.below[i.Parent], i)
		}
		for _, all := range d.below {
			slices.SortFunc(all, byPlace)
		}
	}
	return d.below[parent]
}

// holds reports whether a phase has something in it.
func (d *draft) holds(id int64) bool { return len(d.under(id)) > 0 }

// insert puts an item among those of its phase, by its place.
func (d *draft) insert(i *Item) {
	all := d.under(i.Parent)
	at, _ := slices.BinarySearchFunc(all, i, byPlace)
	d.items[i.ID] = i
	d.below[i.Parent] = slices.Insert(all, at, i)
}

// takeOut takes an item from those of its phase.
func (d *draft) takeOut(i *Item) {
	all := d.under(i.Parent)
	if at, there := slices.BinarySearchFunc(all, i, byPlace); there {
		d.below[i.Parent] = slices.Delete(all, at, at+1)
	}
}

func (d *draft) lastPlace(parent int64) int64 {
	if all := d.under(parent); len(all) > 0 {
		return max(0, all[len(all)-1].Place)
	}
	return 0
}

// remove takes an item away with all that is in it, and the links to them.
func (d *draft) remove(id int64) {
	if d.waiting == nil {
		d.waiting = map[int64][]int64{}
		for _, i := range d.items {
			for _, l := range i.Links {
				d.waiting[l.From] = append(d.waiting[l.From], i.ID)
			}
		}
	}
	d.takeOut(d.items[id])
	gone := map[int64]bool{id: true}
	for todo := []int64{id}; len(todo) > 0; todo = todo[1:] {
		for _, i := range d.under(todo[0]) {
			if !gone[i.ID] {
				gone[i.ID], todo = true, append(todo, i.ID)
			}
		}
	}
	for id := range gone {
		delete(d.items, id)
		delete(d.dates, id)
		delete(d.below, id)
	}
	for id := range gone {
		for _, waits := range d.waiting[id] {
			if i := d.items[waits]; i != nil && slices.ContainsFunc(i.Links, func(l Link) bool { return gone[l.From] }) {
				i.Links = slices.DeleteFunc(slices.Clone(i.Links), func(l Link) bool { return gone[l.From] })
			}
		}
	}
}

// move puts an item between two siblings.
func (d *draft) move(i *Item, to Move) error {
	if to.Parent != 0 {
		up := d.items[to.Parent]
		if up == nil || up.Kind != Phase {
			return fault.Invalid("parent", label.T("Only phases hold other items; make it a phase first", "Seules les phases contiennent d’autres éléments\u202f; faites-en d’abord une phase"))
		}
		for at := up; at != nil; at = d.items[at.Parent] {
			if at.ID == i.ID {
				return fault.Invalid("parent", label.F("“%s” cannot stand within itself", "«\u202f%s\u202f» ne peut pas être contenu dans lui-même", i.Name))
			}
		}
	}
	siblings := d.under(to.Parent)
	if i.Parent == to.Parent {
		own, _ := slices.BinarySearchFunc(siblings, i, byPlace)
		siblings = slices.Delete(slices.Clone(siblings), own, own+1)
	}
	at := len(siblings)
	switch to.After {
	case 0:
		at = 0
	case Last:
	default:
		before := d.items[to.After]
		if before == nil || before.Parent != to.Parent || before == i {
			return fault.Invalid("after", label.T("The item after which it is to stand is not in that phase", "L’élément après lequel il doit se placer n’est pas dans cette phase"))
		}
		n, _ := slices.BinarySearchFunc(siblings, before, byPlace)
		at = n + 1
	}
	d.takeOut(i)
	i.Parent = to.Parent
	low, high := int64(0), int64(0)
	if at > 0 {
		low = siblings[at-1].Place
	}
	if high = low + 2*spacing; at < len(siblings) {
		high = siblings[at].Place
	}
	if high-low >= 2 {
		i.Place = low + (high-low)/2
		d.insert(i)
		return nil
	}
	all := slices.Insert(slices.Clone(siblings), at, i)
	for n, o := range all {
		o.Place = int64(n+1) * spacing
	}
	d.below[i.Parent] = all
	return nil
}

func byPlace(a, b *Item) int {
	if a.Place != b.Place {
		return int(min(1, max(-1, a.Place-b.Place)))
	}
	return int(min(1, max(-1, a.ID-b.ID)))
}

// shallow refuses a tree that is too deep to be shown.
func (d *draft) shallow() error {
	for n, level := range d.level {
		if level >= mostLevels {
			return fault.Invalid("parent", label.F("“%s” would stand more than %d levels deep; move it further up", "«\u202f%s\u202f» serait à plus de %d niveaux de profondeur\u202f; remontez-le", d.order[n].Name, mostLevels))
		}
	}
	return nil
}
