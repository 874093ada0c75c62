create table category (
  id bigint primary key,
  name varchar(40) not null
);

create table product (
  id bigint primary key,
  category_id bigint not null references category,
  name varchar(100) not null,
  description varchar(1000) not null,
  price decimal(8, 2) not null
);

-- Exports from elsewhere, without keys or indexes: that is what makes the queries slow.
create table review (
  product_id bigint not null,
  stars int not null,
  words varchar(200) not null
);

create table order_line (
  order_id bigint not null,
  product_id bigint not null
);

create table customer (
  login varchar(40) primary key,
  name varchar(40) not null,
  salt varbinary(16) not null,
  password_hash varbinary(64) not null
);
