using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace LearningActors.Tests.Structure;

/// <summary>A type and one that it uses, by their full names; nested types count as the type that holds them.</summary>
internal sealed record TypeUse(TypeName User, TypeName Used);

internal sealed record TypeName(string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}.{Name}";
}

/// <summary>
/// Which types the types of an assembly use, read from its metadata: bases, interfaces, fields, signatures, constraints,
/// attributes, locals, handlers, and every token of the method bodies, those of async state machines too.
/// </summary>
internal sealed class TypeUses(MetadataReader metadata, PEReader file) : ISignatureTypeProvider<ImmutableArray<TypeName>, object?>
{
    private static readonly OpCode[] s_short = new OpCode[256];
    private static readonly OpCode[] s_long = new OpCode[256];

    static TypeUses()
    {
        foreach (var field in typeof(OpCodes).GetFields())
        {
            var code = (OpCode)field.GetValue(null)!;
            (code.Size == 1 ? s_short : s_long)[code.Value & 0xFF] = code;
        }
    }

    internal static ImmutableArray<TypeUse> Of(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return new TypeUses(file.GetMetadataReader(), file).All();
    }

    private ImmutableArray<TypeUse> All() =>
        [
            .. metadata.TypeDefinitions.SelectMany(handle =>
                UsedBy(metadata.GetTypeDefinition(handle)).Select(used => new TypeUse(NameOf(handle), used))
            ),
        ];

    private IEnumerable<TypeName> UsedBy(TypeDefinition type) =>
        [
            .. Of(type.BaseType),
            .. type.GetInterfaceImplementations().SelectMany(one => Of(metadata.GetInterfaceImplementation(one).Interface)),
            .. type.GetFields().SelectMany(UsedByField),
            .. type.GetMethods().SelectMany(UsedByMethod),
            .. type.GetProperties().SelectMany(one => Attributes(metadata.GetPropertyDefinition(one).GetCustomAttributes())),
            .. Constraints(type.GetGenericParameters()),
            .. Attributes(type.GetCustomAttributes()),
        ];

    private IEnumerable<TypeName> UsedByField(FieldDefinitionHandle handle)
    {
        var field = metadata.GetFieldDefinition(handle);
        return [.. field.DecodeSignature(this, null), .. Attributes(field.GetCustomAttributes())];
    }

    private IEnumerable<TypeName> UsedByMethod(MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        return
        [
            .. Of(method.DecodeSignature(this, null)),
            .. Constraints(method.GetGenericParameters()),
            .. Attributes(method.GetCustomAttributes()),
            .. method.GetParameters().SelectMany(one => Attributes(metadata.GetParameter(one).GetCustomAttributes())),
            .. method.RelativeVirtualAddress == 0 ? [] : Body(file.GetMethodBody(method.RelativeVirtualAddress)),
        ];
    }

    private IEnumerable<TypeName> Body(MethodBodyBlock body) =>
        [
            .. body.LocalSignature.IsNil
                ? []
                : metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, null).SelectMany(one => one),
            .. body.ExceptionRegions.SelectMany(region => Of(region.CatchType)),
            .. Tokens(body.GetILBytes()!).SelectMany(Of),
        ];

    private static List<EntityHandle> Tokens(byte[] il)
    {
        var tokens = new List<EntityHandle>();
        for (var at = 0; at < il.Length; )
        {
            var code = il[at] == 0xFE ? s_long[il[at + 1]] : s_short[il[at]];
            at += code.Size;
            switch (code.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    tokens.Add(MetadataTokens.EntityHandle(BitConverter.ToInt32(il, at)));
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(il, at));
                    break;
                default:
                    at += SizeOf(code.OperandType);
                    break;
            }
        }

        return tokens;
    }

    private static int SizeOf(OperandType operand) =>
        operand switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            _ => 4,
        };

    private IEnumerable<TypeName> Constraints(GenericParameterHandleCollection parameters) =>
        parameters
            .SelectMany(one => metadata.GetGenericParameter(one).GetConstraints())
            .SelectMany(one => Of(metadata.GetGenericParameterConstraint(one).Type));

    private IEnumerable<TypeName> Attributes(CustomAttributeHandleCollection attributes) =>
        attributes.SelectMany(one => Of(metadata.GetCustomAttribute(one).Constructor));

    private static IEnumerable<TypeName> Of(MethodSignature<ImmutableArray<TypeName>> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(one => one)];

    private IEnumerable<TypeName> Of(EntityHandle handle)
    {
        if (handle.IsNil)
            return [];
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                return [NameOf((TypeDefinitionHandle)handle)];
            case HandleKind.TypeReference:
                return [NameOf((TypeReferenceHandle)handle)];
            case HandleKind.TypeSpecification:
                return metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                return [NameOf(method.GetDeclaringType()), .. Of(method.DecodeSignature(this, null))];
            case HandleKind.FieldDefinition:
                var field = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                return [NameOf(field.GetDeclaringType()), .. field.DecodeSignature(this, null)];
            case HandleKind.MethodSpecification:
                var generic = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                return [.. Of(generic.Method), .. generic.DecodeSignature(this, null).SelectMany(one => one)];
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                return
                [
                    .. Of(member.Parent),
                    .. member.GetKind() == MemberReferenceKind.Method
                        ? Of(member.DecodeMethodSignature(this, null))
                        : member.DecodeFieldSignature(this, null),
                ];
            default:
                return [];
        }
    }

    private TypeName NameOf(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? NameOf(outer)
            : new TypeName(metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    private TypeName NameOf(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf((TypeReferenceHandle)type.ResolutionScope)
            : new TypeName(metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    public ImmutableArray<TypeName> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        [NameOf(handle)];

    public ImmutableArray<TypeName> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        [NameOf(handle)];

    public ImmutableArray<TypeName> GetTypeFromSpecification(
        MetadataReader reader,
        object? genericContext,
        TypeSpecificationHandle handle,
        byte rawTypeKind
    ) => reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public ImmutableArray<TypeName> GetGenericInstantiation(
        ImmutableArray<TypeName> genericType,
        ImmutableArray<ImmutableArray<TypeName>> typeArguments
    ) => [.. genericType, .. typeArguments.SelectMany(one => one)];

    public ImmutableArray<TypeName> GetFunctionPointerType(MethodSignature<ImmutableArray<TypeName>> signature) => [.. Of(signature)];

    public ImmutableArray<TypeName> GetModifiedType(
        ImmutableArray<TypeName> modifier,
        ImmutableArray<TypeName> unmodifiedType,
        bool isRequired
    ) => [.. modifier, .. unmodifiedType];

    public ImmutableArray<TypeName> GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

    public ImmutableArray<TypeName> GetGenericMethodParameter(object? genericContext, int index) => [];

    public ImmutableArray<TypeName> GetGenericTypeParameter(object? genericContext, int index) => [];

    public ImmutableArray<TypeName> GetArrayType(ImmutableArray<TypeName> elementType, ArrayShape shape) => elementType;

    public ImmutableArray<TypeName> GetSZArrayType(ImmutableArray<TypeName> elementType) => elementType;

    public ImmutableArray<TypeName> GetByReferenceType(ImmutableArray<TypeName> elementType) => elementType;

    public ImmutableArray<TypeName> GetPointerType(ImmutableArray<TypeName> elementType) => elementType;

    public ImmutableArray<TypeName> GetPinnedType(ImmutableArray<TypeName> elementType) => elementType;
}
