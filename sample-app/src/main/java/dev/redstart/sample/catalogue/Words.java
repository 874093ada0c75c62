package dev.redstart.sample.catalogue;

import java.util.List;
import java.util.random.RandomGenerator;

/** The words the catalogue's texts are made of. */
final class Words {

  /** A category and what can be bought in it. */
  record Shelf(String category, List<String> things) {}

  static final List<Shelf> SHELVES =
      List.of(
          new Shelf("Kitchen", List.of("teapot", "kettle", "whisk", "bread knife", "mixing bowl")),
          new Shelf("Garden", List.of("trowel", "watering can", "bird feeder", "rake", "planter")),
          new Shelf("Workshop", List.of("hand plane", "mallet", "vice", "chisel set", "saw")),
          new Shelf("Desk", List.of("pen tray", "desk lamp", "bookend", "notebook", "letter rack")),
          new Shelf("Bedroom", List.of("blanket", "reading light", "pillow", "alarm clock")),
          new Shelf("Hiking", List.of("lantern", "rucksack", "flask", "camp stove", "compass")),
          new Shelf("Music", List.of("music stand", "ukulele", "metronome", "tambourine")),
          new Shelf("Toys", List.of("spinning top", "marble run", "kite", "puzzle", "toy boat")),
          new Shelf("Bath", List.of("soap dish", "bath mat", "towel", "mirror", "bath brush")),
          new Shelf("Baking", List.of("cake tin", "rolling pin", "proofing basket", "sieve")),
          new Shelf("Cycling", List.of("bicycle bell", "pannier", "pump", "saddle", "helmet")),
          new Shelf("Hallway", List.of("coat hook", "umbrella stand", "shoe bench", "doormat")));

  private static final List<String> LOOKS =
      List.of(
          "Small",
          "Tall",
          "Plain",
          "Old-fashioned",
          "Folding",
          "Quiet",
          "Heavy",
          "Slender",
          "Striped",
          "Painted",
          "Brushed",
          "Everyday");
  private static final List<String> MATERIALS =
      List.of(
          "walnut", "oak", "copper", "enamel", "linen", "steel", "brass", "bamboo", "wool",
          "ceramic", "leather", "cork", "glass", "willow");
  private static final List<String> PLACES =
      List.of("Tartu", "Porto", "Ghent", "Lund", "Graz", "Galway", "Turin", "Bergen", "Olomouc");
  private static final List<String> PRAISE =
      List.of(
          "does its work without a sound",
          "gets better with every year",
          "fits any shelf",
          "survives a fall down the stairs",
          "looks good in the morning light",
          "is light enough to carry all day",
          "can be mended with a screwdriver",
          "makes a fine present",
          "weathers to a silvery grey",
          "wipes clean in a moment");
  private static final List<String> OPINIONS =
      List.of(
          "Exactly as described, and it arrived early",
          "My neighbour wanted one the same day",
          "A little smaller than I had pictured it",
          "Third one I bought, the others were given away",
          "The colour is warmer than on the picture",
          "Sturdy, but the paint came off after a week",
          "I would not want to be without it any more",
          "Nothing special, though it does what it should");

  private Words() {}

  static String name(String thing, RandomGenerator chance) {
    return one(LOOKS, chance) + " " + one(MATERIALS, chance) + " " + thing;
  }

  static String description(String name, RandomGenerator chance) {
    int first = chance.nextInt(PRAISE.size());
    int step = 1 + 2 * chance.nextInt(2);
    return ("%s, made by hand in a family workshop in %s. The %s frame %s, and the %s parts come from"
            + " a mill that has worked the same way for three generations. It %s, %s and %s."
            + " Delivered in a reusable box.")
        .formatted(
            name,
            one(PLACES, chance),
            one(MATERIALS, chance),
            praise(first),
            one(MATERIALS, chance),
            praise(first + step),
            praise(first + 2 * step),
            praise(first + 3 * step));
  }

  private static String praise(int index) {
    return PRAISE.get(index % PRAISE.size());
  }

  static String opinion(RandomGenerator chance) {
    return one(OPINIONS, chance) + "; it " + one(PRAISE, chance) + ".";
  }

  static <T> T one(List<T> choices, RandomGenerator chance) {
    return choices.get(chance.nextInt(choices.size()));
  }
}
