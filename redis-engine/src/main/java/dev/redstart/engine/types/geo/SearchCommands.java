package dev.redstart.engine.types.geo;

import static dev.redstart.engine.types.zset.ZsetValue.ZSET;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.zset.ZsetLimits;
import dev.redstart.engine.types.zset.ZsetValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The commands that look for places in an area. */
final class SearchCommands {

  private static final String UNIT = "<M | KM | FT | MI>";
  private static final String COUNT = " [COUNT count:integer [ANY]]";
  private static final String ORDER = " [ASC | DESC]";
  private static final String WITH = " [WITHCOORD] [WITHDIST] [WITHHASH]";
  private static final String RADIUS = " radius:double " + UNIT + WITH + COUNT + ORDER;
  private static final String STORE = " [STORE storekey:key | STOREDIST storedistkey:key]";
  private static final String PLACE = " longitude:double latitude:double";
  private static final String AREA =
      " <FROMMEMBER member | FROMLONLAT longitude:double latitude:double> <BYRADIUS radius:double "
          + UNIT
          + " | BYBOX width:double height:double "
          + UNIT
          + ">"
          + ORDER
          + COUNT;

  private static final String COST =
      "O(N+log(M)) where N is the number of members around the area and M that of all members.";

  /** How many members are looked at before it is asked whether they are enough. */
  private static final int BATCH = 64;

  private final ZsetLimits limits;

  SearchCommands(ZsetLimits limits) {
    this.limits = limits;
  }

  void declare(Family geo) {
    geo.read("GEOSEARCH key" + AREA + WITH, call -> search(call, GeoForm.GEOSEARCH))
        .doc("6.2.0", COST, "Finds the members in a circle or a box.");
    geo.write(
            "GEOSEARCHSTORE destination:key source:key" + AREA + " [STOREDIST]",
            call -> search(call, GeoForm.GEOSEARCHSTORE))
        .grows()
        .access("OW update", "RO access")
        .doc("6.2.0", COST, "Stores the members in a circle or a box.");
    declareOlder(geo);
  }

  private void declareOlder(Family geo) {
    geo.write("GEORADIUS key" + PLACE + RADIUS + STORE, call -> search(call, GeoForm.GEORADIUS))
        .grows()
        .access("RO access", "OW update", "OW update")
        .doc("3.2.0", COST, "Finds the members around a place, and may store them.");
    geo.read("GEORADIUS_RO key" + PLACE + RADIUS, call -> search(call, GeoForm.GEORADIUS_RO))
        .doc("3.2.10", COST, "Finds the members around a place.");
    geo.write(
            "GEORADIUSBYMEMBER key member" + RADIUS + STORE,
            call -> search(call, GeoForm.GEORADIUSBYMEMBER))
        .grows()
        .access("RO access", "OW update", "OW update")
        .doc("3.2.0", COST, "Finds the members around one of them, and may store them.");
    geo.read(
            "GEORADIUSBYMEMBER_RO key member" + RADIUS,
            call -> search(call, GeoForm.GEORADIUSBYMEMBER_RO))
        .doc("3.2.10", COST, "Finds the members around one of them.");
  }

  private Reply search(Call call, GeoForm form) {
    ZsetValue source = call.read(call.arg(form.source), ZSET);
    GeoQuery query = GeoQuery.parse(call, form, source);
    List<Hit> hits = source == null ? List.of() : sorted(find(source, query), query);
    int most = query.count == 0 ? hits.size() : (int) Math.min(query.count, hits.size());
    Bytes target = query.target;
    if (target == null) {
      return reply(hits.subList(0, most), query);
    }
    String event = form.isSearch() ? "geosearchstore" : "georadiusstore";
    return store(call, target, stored(hits.subList(0, most), query), event);
  }

  private static List<Hit> find(ZsetValue source, GeoQuery query) {
    Area area = query.area();
    long enough = query.any ? query.count : Long.MAX_VALUE;
    List<Hit> hits = new ArrayList<>();
    for (Cell cell : area.cells()) {
      int from = source.countBelow(cell.firstScore(), false);
      int end = source.countBelow(cell.endScore(), false);
      int step = query.any ? BATCH : Integer.MAX_VALUE;
      while (from < end && hits.size() < enough) {
        int to = (int) Math.min(end, (long) from + step);
        source.forEach(from, to, (member, score) -> add(hits, area, member, score));
        from = to;
      }
    }
    return hits;
  }

  private static void add(List<Hit> hits, Area area, Bytes member, double score) {
    Position position = Position.ofScore(score);
    double distance = area.distance(position);
    if (!Double.isNaN(distance)) {
      hits.add(new Hit(member, score, area.unit().ofMeters(distance), position));
    }
  }

  private static List<Hit> sorted(List<Hit> hits, GeoQuery query) {
    if (query.any && query.count < hits.size()) {
      hits.subList((int) query.count, hits.size()).clear();
    }
    if (query.order != 0) {
      Comparator<Hit> nearest = Comparator.comparingDouble(Hit::distance);
      hits.sort(query.order > 0 ? nearest : nearest.reversed());
    }
    return hits;
  }

  private ZsetValue stored(List<Hit> hits, GeoQuery query) {
    ZsetValue result = new ZsetValue();
    for (Hit hit : hits) {
      result.put(hit.member(), query.storesDistance ? hit.distance() : hit.score(), limits);
    }
    return result;
  }

  private static Reply store(Call call, Bytes target, ZsetValue result, String event) {
    if (result.isEmpty()) {
      call.keys().remove(target, "del");
    } else {
      call.keys().put(target, result);
      call.keys().changed(target, event);
    }
    return Reply.integer(result.size());
  }

  private static Reply reply(List<Hit> hits, GeoQuery query) {
    List<Reply> replies = new ArrayList<>(hits.size());
    for (Hit hit : hits) {
      replies.add(reply(hit, query));
    }
    return Reply.array(replies);
  }

  private static Reply reply(Hit hit, GeoQuery query) {
    Reply member = Reply.bulk(hit.member());
    if (!query.withDistance && !query.withHash && !query.withPosition) {
      return member;
    }
    List<Reply> parts = new ArrayList<>(4);
    parts.add(member);
    if (query.withDistance) {
      parts.add(GeoCommands.distance(hit.distance()));
    }
    if (query.withHash) {
      parts.add(Reply.integer((long) hit.score()));
    }
    if (query.withPosition) {
      parts.add(hit.position().reply());
    }
    return Reply.array(parts);
  }
}
