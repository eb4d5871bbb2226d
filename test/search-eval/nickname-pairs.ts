/** What people are called by those who ring up for them. Written apart from the product's own table. */
const PAIRS = `
robert bob rob bobby; william bill will billy liam; elizabeth liz beth betty lizzie eliza; margaret maggie peggy meg;
james jim jimmy jamie; john jack johnny; richard rick dick rich; michael mike mick mickey; catherine kate cathy katie;
katherine kate kathy kitty; christopher chris kit; thomas tom tommy; daniel dan danny; matthew matt matty;
anthony tony; edward ed eddie ted ned; victoria vicky tori; andrew andy drew; samantha sam sammy; joshua josh;
dorothy dot dottie; kenneth ken kenny; pamela pam; steven steve; timothy tim timmy; christine chris chrissy tina;
ronald ron ronnie; stephanie steph; benjamin ben benji; theodore ted theo teddy; alexander alex sandy xander;
abigail abby gail; zachary zach zack; eleanor ellie nell nora; patricia pat patty trish; jennifer jen jenny;
barbara barb babs; david dave; susan sue susie; jessica jess jessie; joseph joe joey; sarah sally sadie; nancy nan;
deborah deb debbie; rebecca becky becca; mary molly polly; francisco paco pancho; jose pepe; guadalupe lupe;
concepcion concha; dolores lola; enrique quique; ignacio nacho; alejandro alex; josef sepp; johannes hans;
friedrich fritz; katharina kathi; magdalena lena; maximilian max; margarete grete; franziska franzi; sebastian basti;
elisabeth lisa elli; krzysztof krzys; agnieszka aga; katarzyna kasia; malgorzata gosia; stanislaw staszek;
александр саша; екатерина катя; мария маша
`;

/** A folded name and what it is replaced by. */
export const NICKNAME_PAIRS: ReadonlyMap<string, readonly string[]> = new Map(
  PAIRS.split(';').map((line) => {
    const [name = '', ...nicknames] = line.trim().split(' ');
    return [name, nicknames];
  }),
);
