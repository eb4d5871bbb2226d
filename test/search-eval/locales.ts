/** Names, places and numbers of several locales for made-up customers. Heads of lists are frequent, tails are rare. */
export type Locale = {
  given: readonly string[];
  family: readonly string[];
  /** Syllables of which the rare family names are made. */
  heads: readonly string[];
  tails: readonly string[];
  cities: readonly string[];
  postcode: string;
  phone: string;
  share: number;
};

const list = (text: string) => text.trim().split(/\s*,\s*/u);

export const LOCALES: readonly Locale[] = [
  {
    share: 30,
    given: list(
      'James,Mary,Robert,Patricia,John,Jennifer,Michael,Elizabeth,William,Barbara,David,Susan,Richard,Jessica,Joseph,Margaret,Thomas,Sarah,Christopher,Catherine,Daniel,Nancy,Matthew,Deborah,Anthony,Rebecca,Edward,Victoria,Andrew,Samantha,Joshua,Dorothy,Kenneth,Pamela,Steven,Katherine,Timothy,Christine,Ronald,Stephanie,Benjamin,Theodore,Alexander,Abigail,Zachary,Eleanor',
    ),
    family: list(
      'Smith,Johnson,Williams,Brown,Jones,Davis,Miller,Wilson,Moore,Taylor,Anderson,Thomas,Jackson,White,Harris,Martin,Thompson,Young,Walker,Robinson,Wright,Scott,Green,Baker,Adams,Nelson,Carter,Mitchell,Roberts,Turner,Phillips,Campbell,Parker,Evans,Edwards,Collins,Stewart,Morris,Murphy,Cook,O’Brien,Rogers,Peterson,Cooper,Reed,Bailey',
    ),
    heads: list(
      'Black,Whit,Hart,Ash,Wood,Brad,Stan,Thorn,Win,Mar,Kings,Har,Lang,Rus,Hol,Shep,Al,Ber,Cal,Pem,Fair,Green,North,West,Gran,El',
    ),
    tails: list(
      'ley,ton,ford,well,field,worth,bury,son,man,ham,wood,more,brook,shaw,combe,dale,er,ridge,land,stone,by,wick,gate',
    ),
    cities: list(
      'London,Manchester,Leeds,Bristol,Sheffield,Liverpool,Glasgow,Edinburgh,Cardiff,Oxford,Cambridge,York,Norwich,Exeter,Bath,Derby',
    ),
    postcode: 'AA9 9AA',
    phone: '+44 20 #### ####',
  },
  {
    share: 22,
    given: list(
      'Thomas,Andreas,Michael,Stefan,Christian,Petra,Sabine,Klaus,Jürgen,Günther,Ursula,Monika,Björn,Jörg,Käthe,Wolfgang,Heinrich,Friedrich,Katharina,Elisabeth,Magdalena,Maximilian,Johannes,Josef,Margarete,Franziska,Sebastian,Matthias,Hildegard,Gisela,Anneliese',
    ),
    family: list(
      'Müller,Schmidt,Schneider,Fischer,Weber,Meyer,Wagner,Becker,Schulz,Hoffmann,Schäfer,Koch,Bauer,Richter,Klein,Wolf,Schröder,Neumann,Schwarz,Zimmermann,Braun,Krüger,Hofmann,Hartmann,Lange,Schmitt,Werner,Krause,Weiß,Groß,Jäger,Köhler,Böhm,Lüdenscheidt,Vogelsang',
    ),
    heads: list(
      'Stein,Bach,Hohen,Kirch,Wald,Rosen,Grün,Schön,Brüg,Lind,Eich,Ober,Nieder,Alten,Neu,Königs,Feld,Berg,Winter,Sommer,Gold,Silber,Lauter,Hell',
    ),
    tails: list(
      'mann,berg,bach,hofer,meier,müller,stein,dorf,feld,huber,inger,ler,ner,wald,thal,reuter,schmied,bauer,lein',
    ),
    cities: list(
      'Berlin,Hamburg,München,Köln,Frankfurt,Stuttgart,Düsseldorf,Leipzig,Dortmund,Essen,Bremen,Nürnberg,Würzburg,Göttingen,Münster,Lübeck',
    ),
    postcode: '99999',
    phone: '+49 30 #######',
  },
  {
    share: 10,
    given: list(
      'Jean,Marie,Pierre,Françoise,Michel,Hélène,André,Chloé,François,Zoé,Étienne,Léa,Noël,Mathieu,Aurélie,Benoît,Jérôme,Agnès',
    ),
    family: list(
      'Martin,Bernard,Dubois,Thomas,Robert,Richard,Petit,Durand,Leroy,Moreau,Simon,Laurent,Lefèvre,Michel,Garcia,Roux,Fournier,Girard,Bonnet,Dupont,Lambert,Fontaine,Rousseau,Béranger,Çelik,Lévêque',
    ),
    heads: list('Beau,Mont,Clair,Bel,Grand,Roche,Char,Vil,Cham,Dela,Gui,Mar,Pres,Tur,Fon,Bri,Cour'),
    tails: list('mont,court,ville,lard,fort,pin,neau,tier,lier,champs,bois,val,quet,rand,son,mès,sard'),
    cities: list('Paris,Lyon,Marseille,Toulouse,Nice,Nantes,Orléans,Besançon,Saint-Étienne,Nîmes'),
    postcode: '99999',
    phone: '+33 1 ## ## ## ##',
  },
  {
    share: 12,
    given: list(
      'José,María,Antonio,Francisco,Manuel,Guadalupe,Juan,Ángel,Lucía,Jesús,Concepción,Dolores,Enrique,Ignacio,Íñigo,Begoña,Rafael,Pilar,Alejandro',
    ),
    family: list(
      'García,González,Rodríguez,Fernández,López,Martínez,Sánchez,Pérez,Gómez,Martín,Jiménez,Ruiz,Hernández,Díaz,Muñoz,Álvarez,Romero,Alonso,Gutiérrez,Núñez,Ibáñez,Peña',
    ),
    heads: list('Val,Mon,Cas,Agui,Bel,Cor,Fuen,Her,Iza,Lar,Men,Nav,Oroz,Sala,Torre,Villa,Zu,Que'),
    tails: list('dez,tez,rez,nez,villa,moreno,rrubia,lazar,llanos,rosa,tegui,rra,dano,mayor,zano,ñares'),
    cities: list('Madrid,Barcelona,Valencia,Sevilla,Málaga,Córdoba,Cádiz,León,La Coruña,Alcalá'),
    postcode: '99999',
    phone: '+34 91 ### ####',
  },
  {
    share: 10,
    given: list(
      'Jan,Anna,Piotr,Katarzyna,Krzysztof,Agnieszka,Łukasz,Małgorzata,Stanisław,Zofia,Grzegorz,Michał,Elżbieta,Paweł,Świętosława,Tomasz',
    ),
    family: list(
      'Nowak,Kowalski,Wiśniewski,Wójcik,Kowalczyk,Kamiński,Lewandowski,Zieliński,Szymański,Woźniak,Dąbrowski,Kozłowski,Jankowski,Żółć,Łuczak,Ćwik,Śliwa',
    ),
    heads: list('Bor,Chmie,Dob,Gór,Jab,Kal,Łab,Mal,Ost,Pio,Rad,Sos,Tom,Wie,Zab,Żar'),
    tails: list('owski,ewski,ecki,icki,czak,czyk,iński,ński,lik,niak,ek,owicz,arz,ała'),
    cities: list('Warszawa,Kraków,Łódź,Wrocław,Poznań,Gdańsk,Szczecin,Białystok,Częstochowa'),
    postcode: '99-999',
    phone: '+48 22 ### ## ##',
  },
  {
    share: 6,
    given: list(
      'Mehmet,Ayşe,Mustafa,Fatma,Ahmet,Emine,Ali,Hatice,İbrahim,Zeynep,Hüseyin,İpek,Çağla,Gökhan,Şule,Yusuf',
    ),
    family: list(
      'Yılmaz,Kaya,Demir,Şahin,Çelik,Yıldız,Yıldırım,Öztürk,Aydın,Özdemir,Arslan,Doğan,Kılıç,Çetin,Işık,Güneş',
    ),
    heads: list('Ak,Kara,Öz,Demir,Gün,Yıl,Er,Kor,Tan,Boz,Sarı,Ulu,Çal'),
    tails: list('soy,can,taş,oğlu,kaya,türk,er,doğan,tekin,han,baş,su'),
    cities: list('İstanbul,Ankara,İzmir,Bursa,Diyarbakır,Eskişehir,Şanlıurfa'),
    postcode: '99999',
    phone: '+90 212 ### ## ##',
  },
  {
    share: 6,
    given: list('Александр,Мария,Иван,Екатерина,Дмитрий,Анна,Сергей,Ольга,Владимир,Наталья,Алексей,Елена'),
    family: list(
      'Иванов,Смирнова,Кузнецов,Попова,Васильев,Петрова,Соколов,Михайлова,Новиков,Фёдорова,Морозов,Волкова',
    ),
    heads: list('Бел,Гор,Дуб,Зай,Кар,Лес,Мед,Нов,Орл,Пан,Руд,Сем,Тих,Щер'),
    tails: list('ов,ова,ин,ина,енко,ский,ская,ев,ева,аков,икова,ников'),
    cities: list('Москва,Санкт-Петербург,Казань,Самара,Пермь'),
    postcode: '999999',
    phone: '+7 495 ### ## ##',
  },
  {
    share: 4,
    given: list('太郎,花子,健,美咲,翔太,陽菜,大輔,さくら,健太,由美'),
    family: list('佐藤,鈴木,高橋,田中,伊藤,渡辺,山本,中村,小林,加藤,吉田,山田'),
    heads: list('大,小,上,下,中,青,赤,白,黒,東,西,南,北,松,竹'),
    tails: list('川,山,田,野,原,島,木,林,森,沢,村,井,口,崎'),
    cities: list('東京,大阪,京都,横浜,札幌'),
    postcode: '999-9999',
    phone: '+81 3 #### ####',
  },
];
