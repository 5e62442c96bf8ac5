#include "model/weights/pickle.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>
#include <map>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

using Kind = PickleObject::Kind;

/// More than any call or storage has; keeps a file from multiplying one long tuple.
constexpr std::size_t MostArguments = 16;

/// What LibTorch's own pickler wraps containers in: (value, name of the type).
constexpr const char* TypeTag = "torch.jit._pickle.restore_type_tag";

constexpr std::array AllowedGlobals = {
    "collections.OrderedDict",
    "collections.defaultdict",
    "torch._utils._rebuild_tensor_v2",
    "torch._utils._rebuild_parameter",
    "torch.FloatStorage",
    "torch.DoubleStorage",
    "torch.HalfStorage",
    "torch.BFloat16Storage",
    "torch.LongStorage",
    "torch.IntStorage",
    "torch.ShortStorage",
    "torch.CharStorage",
    "torch.ByteStorage",
    "torch.BoolStorage",
    TypeTag,
};

/// Found in checkpoints beside the state dict; nothing is made of them.
constexpr std::array PassedOver = {
    "numpy.core.multiarray.scalar",
    "numpy._core.multiarray.scalar",
    "numpy.core.multiarray._reconstruct",
    "numpy._core.multiarray._reconstruct",
    "numpy.ndarray",
    "numpy.dtype",
    "_codecs.encode",
    "argparse.Namespace",
    "torch.Size",
    "torch.device",
    "torch.float32",
    "torch.float16",
    "torch.bfloat16",
    "torch.float64",
    "builtins.dict",
    "__builtin__.dict",
    "builtins.list",
    "__builtin__.list",
};

/// A stop of the reading: an Error on its way out of this file.
struct Stop
{
    core::Error error;
};

/// The machine that pickles are programs of, with the operations that PyTorch's pickles use.
class Reader
{
public:
    Reader(std::string_view bytes, const std::string& name) : m_bytes(bytes), m_name(name) {}
    Pickle run();

private:
    [[noreturn]] void damaged() const
    {
        throw Stop{{ErrorCode::BadInput,
                    m_name + " holds a damaged pickle (at byte " + std::to_string(m_at) + ")",
                    "The file is damaged: fetch it again"}};
    }
    [[noreturn]] void refuse(const std::string& what) const
    {
        throw Stop{{ErrorCode::Unsupported,
                    m_name + " asks for " + what + ", which has no place in a state dict; nothing was run",
                    "Use only files from people you trust, and save weights with "
                    "torch.save(model.state_dict(), ...)"}};
    }

    std::string_view take(std::size_t size)
    {
        if (size > m_bytes.size() - m_at)
            damaged();
        m_at += size;
        return m_bytes.substr(m_at - size, size);
    }
    std::uint64_t number(int size)
    {
        const auto bytes = take(static_cast<std::size_t>(size));
        std::uint64_t value = 0;
        for (int i = 0; i < size; ++i)
            value |=
                static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]))
                << (8 * i);
        return value;
    }
    std::string line()
    {
        const auto end = m_bytes.find('\n', m_at);
        if (end == std::string_view::npos)
            damaged();
        const std::string text(take(end - m_at));
        take(1);
        return text;
    }

    void push(PickleObject object)
    {
        m_pickle.objects.push_back(std::move(object));
        m_stack.push_back(static_cast<int>(m_pickle.objects.size()) - 1);
    }
    void pushInteger(std::int64_t value) { push({Kind::Integer, value, 0, {}, {}}); }
    void pushText(std::string_view text) { push({Kind::Text, 0, 0, std::string(text), {}}); }
    int pop()
    {
        if (m_stack.size() <= (m_marks.empty() ? 0 : m_marks.back()))
            damaged();
        const int top = m_stack.back();
        m_stack.pop_back();
        return top;
    }
    /// Everything above the last mark, which goes too.
    std::vector<int> popToMark()
    {
        if (m_marks.empty())
            damaged();
        const auto first = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
        std::vector<int> items(first, m_stack.end());
        m_stack.erase(first, m_stack.end());
        m_marks.pop_back();
        return items;
    }
    std::vector<int> popShortTuple()
    {
        if (top(Kind::Tuple).items.size() > MostArguments)
            damaged();
        return object(pop()).items;
    }
    void pushTuple(int size)
    {
        std::vector<int> items;
        for (int i = 0; i < size; ++i)
            items.insert(items.begin(), pop());
        push({Kind::Tuple, 0, 0, {}, std::move(items)});
    }
    PickleObject& object(int index) { return m_pickle.objects[static_cast<std::size_t>(index)]; }
    /// The object on top of the stack, which must be of this kind.
    PickleObject& top(Kind kind)
    {
        if (m_stack.empty() || object(m_stack.back()).kind != kind)
            damaged();
        return object(m_stack.back());
    }

    bool isOpaque() const { return !m_stack.empty() && m_pickle[m_stack.back()].kind == Kind::Opaque; }

    void global(const std::string& module, const std::string& what);
    void reduce();
    void persistentId();
    void append(Kind kind, const std::vector<int>& items);
    void put(std::uint64_t slot) { m_memo[slot] = m_stack.empty() ? (damaged(), 0) : m_stack.back(); }
    void get(std::uint64_t slot);
    void longInteger();
    void real();
    /// One operation; false at the end.
    bool step();
    bool stepMore(unsigned char operation);

    std::string_view m_bytes;
    const std::string& m_name;
    std::size_t m_at = 0;
    Pickle m_pickle;
    std::vector<int> m_stack;
    std::vector<std::size_t> m_marks; ///< stack sizes
    std::map<std::uint64_t, int> m_memo;
};

void Reader::global(const std::string& module, const std::string& what)
{
    const std::string full = module + "." + what;
    if (std::ranges::find(PassedOver, full) != PassedOver.end())
        return push({Kind::Opaque, 0, 0, full, {}});
    if (std::none_of(AllowedGlobals.begin(), AllowedGlobals.end(),
                     [&](const char* allowed) { return full == allowed; }))
        refuse("the Python object " + full);
    push({Kind::Global, 0, 0, full, {}});
}

void Reader::reduce()
{
    const std::vector<int> arguments = popShortTuple();
    if (isOpaque())
        return; // what a call of it gives is as opaque
    const std::string function = top(Kind::Global).text;
    pop();
    if (function == "collections.OrderedDict" && arguments.empty()) {
        push({Kind::Dict, 0, 0, {}, {}});
    } else if (function == "collections.defaultdict" && arguments.size() <= 1) {
        push({Kind::Dict, 0, 0, {}, {}});
    } else if (function == "torch._utils._rebuild_tensor_v2" && arguments.size() >= 4) {
        push({Kind::Tensor, 0, 0, {}, {arguments.begin(), arguments.begin() + 4}});
    } else if ((function == "torch._utils._rebuild_parameter" || function == TypeTag) && !arguments.empty()) {
        m_stack.push_back(arguments[0]);
    } else {
        refuse("a call of " + function + " with " + std::to_string(arguments.size()) + " arguments");
    }
}

void Reader::persistentId()
{
    push({Kind::Storage, 0, 0, {}, popShortTuple()});
}

void Reader::append(Kind kind, const std::vector<int>& items)
{
    if (kind == Kind::Dict && items.size() % 2 != 0)
        damaged();
    auto& target = top(kind).items;
    target.insert(target.end(), items.begin(), items.end());
}

void Reader::get(std::uint64_t slot)
{
    const auto found = m_memo.find(slot);
    if (found == m_memo.end())
        damaged();
    m_stack.push_back(found->second);
}

void Reader::longInteger()
{
    const auto size = static_cast<int>(number(1));
    if (size > 8)
        return push({Kind::Integer, -1, 0, std::string(take(static_cast<std::size_t>(size))), {}});
    const std::uint64_t raw = number(size);
    const int unused = 64 - 8 * size;
    pushInteger(size == 0 ? 0 : static_cast<std::int64_t>(raw << unused) >> unused);
}

void Reader::real()
{
    std::uint64_t bits = 0; // big-endian, unlike everything else
    for (const char byte : take(8))
        bits = bits << 8 | static_cast<unsigned char>(byte);
    push({Kind::Real, 0, std::bit_cast<double>(bits), {}, {}});
}

bool Reader::step()
{
    const auto operation = static_cast<unsigned char>(take(1)[0]);
    switch (operation) {
    case '.':
        return false; // STOP
    case 0x80:
        number(1);
        return true; // PROTO
    case 0x95:
        number(8);
        return true; // FRAME
    case '(':
        m_marks.push_back(m_stack.size());
        return true; // MARK
    case 'N':
        push({});
        return true; // NONE
    case 0x88:
        push({Kind::Bool, 1, 0, {}, {}});
        return true; // NEWTRUE
    case 0x89:
        push({Kind::Bool, 0, 0, {}, {}});
        return true; // NEWFALSE
    case 'J':
        pushInteger(static_cast<std::int32_t>(number(4)));
        return true; // BININT
    case 'K':
        pushInteger(static_cast<std::int64_t>(number(1)));
        return true; // BININT1
    case 'M':
        pushInteger(static_cast<std::int64_t>(number(2)));
        return true; // BININT2
    case 0x8a:
        longInteger();
        return true; // LONG1
    case 'G':
        real();
        return true; // BINFLOAT
    case 'X':
        pushText(take(number(4)));
        return true; // BINUNICODE
    case 0x8c:
        pushText(take(number(1)));
        return true; // SHORT_BINUNICODE
    case 0x8d:
        pushText(take(number(8)));
        return true; // BINUNICODE8
    case 'C':
        pushText(take(number(1)));
        return true; // SHORT_BINBYTES
    case 'B':
        pushText(take(number(4)));
        return true; // BINBYTES
    default:
        return stepMore(operation);
    }
}

bool Reader::stepMore(unsigned char operation)
{
    switch (operation) {
    case ')':
        pushTuple(0);
        return true; // EMPTY_TUPLE
    case 0x85:
        pushTuple(1);
        return true; // TUPLE1
    case 0x86:
        pushTuple(2);
        return true; // TUPLE2
    case 0x87:
        pushTuple(3);
        return true; // TUPLE3
    case 't':
        push({Kind::Tuple, 0, 0, {}, popToMark()});
        return true; // TUPLE
    case ']':
        push({Kind::List, 0, 0, {}, {}});
        return true; // EMPTY_LIST
    case '}':
        push({Kind::Dict, 0, 0, {}, {}});
        return true; // EMPTY_DICT
    case 'a': {
        const int item = pop();
        append(Kind::List, {item});
        return true;
    } // APPEND
    case 'e':
        append(Kind::List, popToMark());
        return true; // APPENDS
    case 's': {      // SETITEM
        const int value = pop();
        const int key = pop();
        append(Kind::Dict, {key, value});
        return true;
    }
    case 'u':
        append(Kind::Dict, popToMark());
        return true; // SETITEMS
    case 'q':
        put(number(1));
        return true; // BINPUT
    case 'r':
        put(number(4));
        return true; // LONG_BINPUT
    case 0x94:
        put(m_memo.size());
        return true; // MEMOIZE
    case 'h':
        get(number(1));
        return true; // BINGET
    case 'j':
        get(number(4));
        return true; // LONG_BINGET
    case 'c': {
        const auto module = line();
        global(module, line());
        return true;
    }            // GLOBAL
    case 0x93: { // STACK_GLOBAL
        const std::string what = top(Kind::Text).text;
        pop();
        const std::string module = top(Kind::Text).text;
        pop();
        global(module, what);
        return true;
    }
    case 'R':
        reduce();
        return true; // REDUCE
    case 0x81:       // NEWOBJ: a class and its arguments
        popShortTuple();
        if (!isOpaque())
            refuse("an object of " + top(Kind::Global).text);
        return true;
    case 'Q':
        persistentId();
        return true; // BINPERSID
    case 'b':
        pop();
        if (!isOpaque())
            top(Kind::Dict);
        return true; // BUILD: attributes of an OrderedDict (_metadata), not needed
    default:
        break;
    }
    char code[8];
    std::snprintf(code, sizeof code, "0x%02x", operation);
    refuse(std::string("the pickle operation ") + code);
}

Pickle Reader::run()
{
    while (step()) {
    }
    m_pickle.root = pop();
    m_pickle.size = m_at;
    return std::move(m_pickle);
}

} // namespace

Result<Pickle> readPickle(std::string_view bytes, const std::string& name)
{
    try {
        return Reader(bytes, name).run();
    } catch (const Stop& stop) {
        return tl::unexpected(stop.error);
    }
}

} // namespace transcope::model
