/** Countries that the demo's customers live in: names, streets, towns and formats as they are written there. */

export type Place = {
  country: string;
  language: string;
  timeZone: string;
  /** How often, of all customers, in percent. */
  share: number;
  given: readonly string[];
  family: readonly string[];
  /** None that tells a gender: it would not fit the given name beside it. */
  prefixes: readonly string[];
  streets: readonly string[];
  /** True where the number stands before the street. */
  numberFirst: boolean;
  towns: readonly string[];
  /** `#` is a digit, `@` a letter. */
  postcode: string;
  phones: readonly string[];
};

const words = (text: string): string[] => text.trim().split(/\s*,\s*/);

const GERMANY: Place = {
  country: 'DE',
  language: 'de',
  timeZone: 'Europe/Berlin',
  share: 18,
  given:
    words(`Anna, Jörg, Käthe, Lukas, Sören, Ulrike, Jürgen, Mia, Björn, Heike, Günther, Zoë, Matthias, Renate,
    Annegret, Torsten, Nele, Klaus-Peter, Frieda, Emil, Änne, Wolfgang, Sabine, Moritz, Leonie, Rüdiger`),
  family: words(`Müller, Schmidt, Weiß, Groß, Schäfer, Jäger, König, Straßburger, Fuß, Böhm, Krämer, Özdemir,
    Vogel, Preuß, Lüdenscheidt, von der Heide, Hoffmann, Strauß, Zimmermann, Meyer, Meier, Maier, Köhler, Roßbach`),
  prefixes: ['', '', '', '', 'Dr.', 'Prof. Dr.'],
  streets: words(
    'Hauptstraße, Gartenweg, Königsallee, Am Mühlbach, Bahnhofstraße, Große Gasse, Lindenstraße',
  ),
  numberFirst: false,
  towns: words('Berlin, München, Köln, Düsseldorf, Gießen, Nürnberg, Lübeck, Saarbrücken, Weißenfels'),
  postcode: '#####',
  phones: ['+49 30 ########', '0171 #######', '+49 (0)89 ######', '0049221#######', '030/########'],
};

const BRITAIN: Place = {
  country: 'GB',
  language: 'en',
  timeZone: 'Europe/London',
  share: 16,
  given:
    words(`Oliver, Amelia, George, Isla, Niamh, Siobhán, Harry, Freya, Rhys, Angharad, Callum, Zara, Priya,
    Mohammed, Imogen, Alfie, Eleanor, Dafydd, Catriona, Jack, Fatima, William, Ruby, Hamish`),
  family:
    words(`Smith, Jones, O’Brien, Williams, MacDonald, Patel, Llewellyn, Brown, Khan, Taylor, Featherstone,
    Davies, Wright, St. John, Ashworth, Begum, Hughes, O’Connor, Campbell, Smyth, Cholmondeley, Evans`),
  prefixes: ['', '', '', '', 'Dr', 'Mx'],
  streets: words(
    'High Street, Station Road, Church Lane, Victoria Terrace, Mill Close, Queen’s Gate, The Crescent',
  ),
  numberFirst: true,
  towns: words(
    'London, Manchester, Edinburgh, Cardiff, Bristol, Stoke-on-Trent, Leeds, Aberystwyth, Belfast',
  ),
  postcode: '@@# #@@',
  phones: ['+44 20 #### ####', '07### ######', '+447#########', '(01##) ### ####', '0161 ### ####'],
};

const AMERICA: Place = {
  country: 'US',
  language: 'en',
  timeZone: 'America/New_York',
  share: 18,
  given: words(`James, Mary, Juan, María, DeShawn, Ashley, Wei, Aaliyah, Tyler, Madison, José, Emily, Hiroshi,
    Chloe, Brandon, Nguyễn, Sofia, Michael, Latoya, Ethan, Grace, Dmitri, Olivia, Noah`),
  family: words(`Johnson, Garcia, Rodríguez, Nguyen, Kim, O'Neil, Washington, Lee, Hernandez, Miller, Cohen,
    Yamamoto, Jackson, Van Buren, Martinez, Thompson, Park, Peña, Wilson, Anderson, Singh, Lopez`),
  prefixes: ['', '', '', '', 'Dr.', 'Hon.'],
  streets: words(
    'Main St, Oak Avenue, 5th Ave, Elm Street, Sunset Blvd, County Road 12, Martin Luther King Jr Dr',
  ),
  numberFirst: true,
  towns: words('Boston, Brooklyn, Pittsburgh, Philadelphia, Buffalo, Atlanta, Miami, Richmond, Cleveland'),
  postcode: '#####',
  phones: ['(2##) 555-01##', '+1 617 555 01##', '1-412-555-01##', '215.555.01##', '+1404555 01##'],
};

const FRANCE: Place = {
  country: 'FR',
  language: 'fr',
  timeZone: 'Europe/Paris',
  share: 12,
  given:
    words(`Chloé, Hélène, François, Anaïs, Jérôme, Éloïse, Benoît, Gaëlle, Loïc, Noémie, Jean-Luc, Maëlys,
    Thérèse, Aurélien, Amélie, Raphaël, Océane, Yves, Mathéo, Agnès`),
  family: words(`Lefèvre, Dupré, Garçon, d’Aubigné, Bénard, Noël, Gauthier, Le Goff, Châtelain, Martin, Bœuf,
    Moreau, Perrin, L’Hôpital, Rousseau, Fournier, Lacroix, Guérin, Maçon, Petit`),
  prefixes: ['', '', '', 'Dr'],
  streets: words(
    'rue de l’Église, avenue Foch, boulevard Voltaire, rue du Bœuf, place de la République, impasse Ney',
  ),
  numberFirst: true,
  towns: words('Paris, Lyon, Besançon, Orléans, Nîmes, Saint-Étienne, Angoulême, Évreux, Bordeaux'),
  postcode: '#####',
  phones: ['+33 1 ## ## ## ##', '06 ## ## ## ##', '0033 4 ## ## ## ##', '+33.7.##.##.##.##'],
};

const SPAIN: Place = {
  country: 'ES',
  language: 'es',
  timeZone: 'Europe/Madrid',
  share: 8,
  given:
    words(`Lucía, Íñigo, Begoña, Álvaro, Concepción, Martín, Ángela, Ramón, Itziar, Joaquín, Núria, Jordi,
    Inés, Óscar, Rocío, Andrés`),
  family: words(`Núñez, García Márquez, Ibáñez, Muñoz, Peña, Echevarría, Gómez, Güell, Vázquez, Ortega, Sáez,
    Fernández, Català, Etxeberria, Jiménez`),
  prefixes: ['', '', '', 'Dr.'],
  streets: words(
    'Calle Mayor, Avenida de España, Paseo de Gràcia, Calle Muñoz, Plaza del Sol, Ronda Sant Pere',
  ),
  numberFirst: false,
  towns: words('Madrid, Barcelona, Málaga, Cádiz, A Coruña, Logroño, Castelló, Ávila'),
  postcode: '#####',
  phones: ['+34 91# ### ###', '6## ### ###', '0034 93# ######', '+346########'],
};

const POLAND: Place = {
  country: 'PL',
  language: 'pl',
  timeZone: 'Europe/Warsaw',
  share: 8,
  given:
    words(`Łukasz, Małgorzata, Zbigniew, Wojciech, Agnieszka, Paweł, Święcisław, Zofia, Stanisław, Elżbieta,
    Grażyna, Michał, Joanna, Żaneta`),
  family: words(`Wiśniewski, Wójcik, Kowalczyk, Łączyński, Dąbrowska, Żółkiewska, Szczęsny, Zieliński, Mazur,
    Brzęczyszczykiewicz, Król, Pawłowska, Gąsior`),
  prefixes: ['', '', '', 'dr'],
  streets: words('ul. Długa, ul. Świętokrzyska, al. Jana Pawła II, ul. Łąkowa, Rynek, ul. Kościuszki'),
  numberFirst: false,
  towns: words('Warszawa, Łódź, Kraków, Gdańsk, Wrocław, Poznań, Częstochowa, Rzeszów'),
  postcode: '##-###',
  phones: ['+48 ### ### ###', '22 ### ## ##', '0048 6## ######'],
};

const SCANDINAVIA: Place = {
  country: 'DK',
  language: 'da',
  timeZone: 'Europe/Copenhagen',
  share: 7,
  given: words(`Søren, Åse, Bjørn, Mette, Jørgen, Kåre, Astrid, Rasmus, Freja, Ásta, Þórdís, Øystein, Sigrún,
    Lærke, Magnus, Inger`),
  family: words(`Sørensen, Ødegård, Åkesson, Jørgensen, Kjær, Þórsson, Nygård, Lindström, Bjørk, Ærø, Møller,
    Østergaard, Holm, Guðmundsdóttir`),
  prefixes: ['', '', '', 'Dr.'],
  streets: words('Østergade, Åboulevarden, Nørregade, Kongevejen, Strandvej, Sankt Hans Torv'),
  numberFirst: false,
  towns: words('København, Århus, Odense, Køge, Næstved, Tårnby, Ålborg'),
  postcode: '####',
  phones: ['+45 ## ## ## ##', '########', '0045 #### ####'],
};

const TURKEY: Place = {
  country: 'TR',
  language: 'tr',
  timeZone: 'Europe/Istanbul',
  share: 4,
  given: words('İbrahim, Ayşe, Çağla, Gülşen, Işıl, Ömer, Şebnem, Barış, Uğur, İrem, Yağmur, Ümit'),
  family: words('Yılmaz, Çelik, Şahin, Öztürk, Aydın, Kılıç, Güneş, Ağaoğlu, Doğan, Işık, Türkoğlu'),
  prefixes: ['', '', 'Dr.'],
  streets: words('İstiklal Caddesi, Bağdat Caddesi, Atatürk Bulvarı, Çiçek Sokak, Gül Sokağı'),
  numberFirst: false,
  towns: words('İstanbul, Ankara, İzmir, Eskişehir, Muğla, Kırklareli'),
  postcode: '#####',
  phones: ['+90 212 ### ## ##', '0532 ### ## ##', '0090 5## #######'],
};

const GREECE: Place = {
  country: 'GR',
  language: 'el',
  timeZone: 'Europe/Athens',
  share: 3,
  given: words('Γιώργος, Ελένη, Νίκος, Αικατερίνη, Δημήτρης, Σοφία, Ιωάννης, Χρυσούλα, Άγγελος'),
  family: words('Παπαδόπουλος, Γεωργίου, Νικολάου, Αντωνόπουλος, Οικονόμου, Καραγιάννης, Ξενάκης'),
  prefixes: [''],
  streets: words('Ερμού, Πανεπιστημίου, Λεωφόρος Αλεξάνδρας, Τσιμισκή'),
  numberFirst: false,
  towns: words('Αθήνα, Θεσσαλονίκη, Πάτρα, Ηράκλειο'),
  postcode: '### ##',
  phones: ['+30 21# ### ####', '69########'],
};

const UKRAINE: Place = {
  country: 'UA',
  language: 'uk',
  timeZone: 'Europe/Kyiv',
  share: 3,
  given: words('Олександр, Оксана, Тарас, Наталія, Юрій, Їжакевич, Сергій, Людмила, Єва, Богдан'),
  family: words('Шевченко, Коваленко, Бондаренко, Ткачук, Гончар, Мельник, Ющук, Щербак, Єфремов'),
  prefixes: [''],
  streets: words('вул. Хрещатик, вул. Шевченка, просп. Перемоги, вул. Лесі Українки'),
  numberFirst: false,
  towns: words('Київ, Львів, Харків, Одеса, Чернівці'),
  postcode: '#####',
  phones: ['+380 44 ### ## ##', '067 ### ## ##'],
};

const JAPAN: Place = {
  country: 'JP',
  language: 'ja',
  timeZone: 'Asia/Tokyo',
  share: 3,
  given: words('太郎, 花子, 健一, 美咲, さくら, ひろし, 翔太, 陽子, 蓮, 結衣'),
  family: words('山田, 佐藤, 鈴木, 高橋, 渡辺, 小林, 長谷川, 斎藤, 五十嵐'),
  prefixes: [''],
  streets: words('神南一丁目, 本町, 中央通り, 梅田二丁目, 栄三丁目'),
  numberFirst: false,
  towns: words('東京都渋谷区, 大阪市北区, 横浜市中区, 札幌市中央区, 名古屋市中区'),
  postcode: '###-####',
  phones: ['+81 3-####-####', '090-####-####', '06-####-####'],
};

/** All places; their shares add up to 100. */
export const PLACES: readonly Place[] = [
  GERMANY,
  BRITAIN,
  AMERICA,
  FRANCE,
  SPAIN,
  POLAND,
  SCANDINAVIA,
  TURKEY,
  GREECE,
  UKRAINE,
  JAPAN,
];
